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

/** Forgets that an older timestamp is a veto. */
export function accepts(tw: TimeWait, syn: Syn): boolean {
  const newer = after(syn.seq, tw.rcvNxt);
  if (tw.tsRecent === null || syn.tsval === null) return newer;
  const ticks = (tw.tsRecent - syn.tsval) | 0;
  return newer || ticks < 0;
}
