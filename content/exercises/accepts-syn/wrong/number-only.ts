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

/** Looks at the number alone. */
export function accepts(tw: TimeWait, syn: Syn): boolean {
  return after(syn.seq, tw.rcvNxt);
}
