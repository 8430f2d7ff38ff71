import { bare, byAge } from "../sessions/kernels.ts";

/** The recorded kernel that another is set beside, and which one that is, in words. */
export interface Beside {
  readonly kernel: string;
  readonly which: string;
}

/**
 * The kernel to set this one beside: the same if it was recorded, else the newest that is not newer,
 * else the nearest there is. Null when nothing was recorded.
 */
export function beside(running: string, recorded: readonly string[]): Beside | null {
  const sorted = recorded.toSorted(byAge);
  if (sorted.includes(running))
    return { kernel: running, which: `Linux ${bare(running)}, as recorded` };
  const older = sorted.findLast((kernel) => byAge(kernel, running) < 0);
  const kernel = older ?? sorted[0];
  if (kernel === undefined) return null;
  const why = older ? "the newest recorded that is not newer" : "the oldest recorded";
  return { kernel, which: `Linux ${bare(kernel)}, ${why} (${bare(running)} was not recorded)` };
}
