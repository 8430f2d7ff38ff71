/** Whether sequence number a comes after b. */
export function after(a: number, b: number): boolean {
  return a > b;
}
