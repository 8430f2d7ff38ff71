/** Asks whether a − b, as a signed number, is positive. */
export function after(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}
