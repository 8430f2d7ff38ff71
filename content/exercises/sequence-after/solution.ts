/** Whether sequence number a comes after b. */
export function after(a: number, b: number): boolean {
  return ((b - a) | 0) < 0;
}
