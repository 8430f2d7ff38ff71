/**
 * Whether PAWS takes a segment for an old duplicate.
 * @param tsRecent the peer's last TSval; null: no timestamps
 * @param tsval the segment's TSval; null: it has none
 */
export function rejects(
  tsRecent: number | null,
  tsval: number | null,
): boolean {
  if (tsRecent === null || tsval === null) return false;
  return tsval < tsRecent;
}
