/** Lets the number itself pass. */
export function after(a: number, b: number): boolean {
  return ((b - a) | 0) <= 0;
}
