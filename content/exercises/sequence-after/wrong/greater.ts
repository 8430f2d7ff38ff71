/** Compares them as plain numbers. */
export function after(a: number, b: number): boolean {
  return a > b;
}
