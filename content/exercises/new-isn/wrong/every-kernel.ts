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
  const carried = side === "client" || kernel[0] >= 5;
  return carried ? (sndNxt + 65_537) >>> 0 : null;
}
