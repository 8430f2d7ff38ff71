import { after } from "time-wait";

interface TimeWait {
  /** The number it expects next. */
  rcvNxt: number;
  /** The peer's last TSval; null: no timestamps. */
  tsRecent: number | null;
}
interface Syn {
  seq: number;
  /** null: the SYN has no timestamp. */
  tsval: number | null;
}

/** Whether TIME_WAIT gives its place up to this SYN. */
export function accepts(tw: TimeWait, syn: Syn): boolean {
  const newer = after(syn.seq, tw.rcvNxt);
  // No timestamps on one of the two: the number alone.
  if (tw.tsRecent === null || syn.tsval === null) return newer;
  const ticks = (tw.tsRecent - syn.tsval) | 0;
  if (ticks > 0) return false; // PAWS: older, whatever the number
  return newer || ticks < 0;
}
