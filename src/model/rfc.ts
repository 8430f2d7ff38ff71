import { testIn, type Branch } from "./branch.ts";
import { has, type Segment } from "./segment.ts";
import { add, after, diff } from "./seq.ts";
import type { TimeWait } from "./time-wait.ts";
import { inWindow } from "./window.ts";

/** What a standard says alone, read by the letter, where Linux combines several. */
export type Standard = "RFC 793" | "RFC 9293" | "RFC 6191";

/** What a standard would have a host answer to a SYN that meets TIME-WAIT. */
export interface Prescribed {
  /** In the standard's order of preference; a second one is what it permits besides. */
  readonly answers: readonly ("SYN-ACK" | "ACK" | "RST" | "silence")[];
  /** Where it says so. */
  readonly clause: string;
  readonly branches: readonly Branch[];
}

/** What a standard says about one question: its answers, and where. */
type Rule = (tw: TimeWait, syn: Segment, branches: Branch[]) => Omit<Prescribed, "branches">;

const STANDARDS: Record<Standard, Rule> = {
  /** TIME-WAIT is a state like others: a SYN out of the window is answered, one inside is an error. */
  "RFC 793": ({ rcvNxt, rcvWnd = 65_535 }, { seq }, branches) => {
    const ask = testIn("RFC 793 §3.9", branches);
    const acceptable = inWindow(seq, add(seq, 1), rcvNxt, add(rcvNxt, rcvWnd));
    return ask("the SYN is in the window", acceptable)
      ? { answers: ["RST"], clause: "RFC 793 §3.9, fourth, check the SYN bit" }
      : { answers: ["ACK"], clause: "RFC 793 §3.9, first check sequence number" };
  },

  /**
   * MAY-2, word for word RFC 1122 §4.2.2.13: on conditions that the host itself can always keep, it
   * may accept any SYN; if it does not, RFC 5961 has it ask back.
   */
  "RFC 9293": () => ({
    answers: ["SYN-ACK", "ACK"],
    clause: "RFC 9293 §3.6.1 (MAY-2), §3.10.7.4",
  }),

  /** SHLD-4 of RFC 9293: timestamps first, the sequence number where they do not decide. */
  "RFC 6191": ({ rcvNxt, tsRecent }, { seq, tsval }, branches) => {
    const ask = testIn("RFC 6191 §2", branches);
    const stamped = tsval !== undefined;
    // The last number that the peer used is that of its FIN.
    const newerSeq = () => ask("SEG.SEQ > last seen", after(seq, add(rcvNxt, -1)));
    const old = ask("old connection used timestamps", tsRecent !== null);
    const both = ask("SYN has a timestamp", stamped) && old;
    const honored = both
      ? ask("SEG.TSval > last seen", diff(tsval ?? 0, tsRecent ?? 0) > 0) ||
        (ask("SEG.TSval == last seen", tsval === tsRecent) && newerSeq())
      : (stamped && !old) || newerSeq();
    return { answers: [honored ? "SYN-ACK" : "silence"], clause: "RFC 6191 §2" };
  },
};

/**
 * What that standard alone says to a SYN that meets TIME-WAIT.
 * Throws a RangeError for any other segment, of which RFC 6191 says nothing.
 */
export function prescribed(standard: Standard, tw: TimeWait, syn: Segment): Prescribed {
  if (!has(syn, "S") || has(syn, "A") || has(syn, "R"))
    throw new RangeError(`The standards are asked about a SYN, not about "${syn.flags}".`);
  const branches: Branch[] = [];
  return { ...STANDARDS[standard](tw, syn, branches), branches };
}
