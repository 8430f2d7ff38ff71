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

/** Takes an equal timestamp for a newer one. */
export function accepts(tw: TimeWait, syn: Syn): boolean {
  if (tw.tsRecent === null || syn.tsval === null)
    return after(syn.seq, tw.rcvNxt);
  return ((tw.tsRecent - syn.tsval) | 0) <= 0;
}
