import {
  add,
  prescribed,
  receiveInTimeWait,
  type Segment,
  type TimeWait,
} from "../../src/model/index.ts";
import { kernelOf, standardOf, type Rules } from "./situation.ts";

const HALF = 2 ** 31;

/** How far a SYN's sequence number may lie from rcv_nxt, and its TSval from ts_recent: what is shown. */
export const SEQS = [1 - HALF, -1000, -1, 0, 1, 1000, 65_535, HALF - 1, HALF] as const;
export const TSVALS = [HALF, HALF - 1, 100_000, 1, 0, -1, -100_000, null] as const;

/** What becomes of a SYN: let in; refused; refused, and the 60 s start again; or answered otherwise. */
export type Fate = "accepted" | "refused" | "restarted" | "reset" | "dropped";

/** The same with one's own numbers: the square's, relative to what is expected. */
export function synOf(tw: TimeWait, seq: number, tsval: number | null): Segment {
  return {
    flags: "S",
    seq: add(tw.rcvNxt, seq),
    ...(tsval !== null && { tsval: add(tw.tsRecent ?? 0, tsval), tsecr: 0 }),
  };
}

/** Row by row, TSval by TSval: what the rules make of each SYN. */
export function fates(
  tw: TimeWait,
  rules: Rules,
  surroundings: Parameters<typeof receiveInTimeWait>[3],
): Fate[][] {
  const standard = standardOf(rules);
  return TSVALS.map((tsval) =>
    SEQS.map((seq) => {
      const syn = synOf(tw, seq, tsval);
      if (standard && tw.substate !== "FIN_WAIT2")
        return fateOf(prescribed(standard, tw, syn).answers[0] ?? "silence", false);
      const { answer, restarted } = receiveInTimeWait(tw, syn, kernelOf(rules), surroundings);
      return fateOf(answer.kind, restarted);
    }),
  );
}

/** What a reaction to a SYN means. */
export function fateOf(reaction: string, restarted: boolean): Fate {
  if (reaction === "SYN-ACK") return "accepted";
  if (reaction === "ACK") return restarted ? "restarted" : "refused";
  return reaction.startsWith("RST") ? "reset" : "dropped";
}
