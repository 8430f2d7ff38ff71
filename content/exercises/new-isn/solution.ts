/**
 * The new connection's first sequence number, on the side
 * that held TIME_WAIT; null: it cannot be told.
 * @param sndNxt what that side would have sent next
 * @param kernel its release, such as [6, 18]
 */
export function newIsn(
  side: "server" | "client",
  sndNxt: number,
  kernel: [major: number, minor: number],
): number | null {
  const [major, minor] = kernel;
  const carried = major > 6 || (major === 6 && minor >= 10);
  if (side === "server" && !carried) return null;
  return (sndNxt + 65_537) >>> 0;
}
