import { add, diff, type Branch, type Seq, type TimeWait } from "../../src/model/index.ts";
import { count, offset } from "../lang.ts";

/** A segment, as far as its numbers go. */
interface Numbers {
  readonly seq: Seq;
  readonly tsval?: number | undefined;
}

/** A TIME_WAIT, the segment that met it, and whether that reopened the connection. */
export interface Met {
  readonly timeWait: TimeWait;
  readonly segment: Numbers;
  readonly reopens: boolean;
}

/** The sequence number of the answer: the old snd_nxt and 65,537. */
const isnOf = ({ sndNxt }: TimeWait): Seq => add(sndNxt, 65_537);

/** The numbers that a condition or a statement compares, by a piece of its code; empty where none. */
export function numbersIn(
  code: string,
  { timeWait: tw, segment: { seq, tsval }, reopens }: Met,
): string {
  if (/^after\(.*rcv_nxt\)$/.test(code)) return `seq = rcv_nxt ${offset(diff(seq, tw.rcvNxt))}`;
  if (code.startsWith("(s32)") && tw.tsRecent !== null && tsval !== undefined)
    return `TSval = ts_recent ${offset(diff(tsval, tw.tsRecent))}`;
  if (reopens && code.includes("+ 65535 + 2")) return `isn = ${count(isnOf(tw))}`;
  return "";
}

/** Conditions of the source that the model has no need to ask, in the order of the source. */
export const unasked = (tw: TimeWait): Branch[] => [
  { condition: "isn == 0", value: isnOf(tw) === 0, function: "tcp_timewait_state_process" },
];
