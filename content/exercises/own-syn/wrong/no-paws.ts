import { after } from "time-wait";

/**
 * Whether a connection's own SYN, come late, opens it again.
 * @param bytes how many the client has sent in all
 * @param stamps the TSvals of its first segment and its
 *   last; null: it had no timestamps
 */
export function revives(
  bytes: number,
  stamps: { first: number; last: number } | null,
): boolean {
  const newer = after(0, bytes + 2);
  if (!stamps) return newer;
  return newer || ((stamps.last - stamps.first) | 0) < 0;
}
