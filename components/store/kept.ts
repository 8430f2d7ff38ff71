/**
 * Whether the reader has data of ours on this device, without loading what reads it: a page with
 * nothing to show for it need not.
 * @param name a part's (store.ts); any, when absent
 */
export function kept(name = ""): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`wcf:${name}`));
  } catch {
    return false; // storage is blocked
  }
}
