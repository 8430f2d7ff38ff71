import type { Kernel } from "./kernels.ts";
import { pawsReject } from "./paws.ts";
import { endSeq, has, type Segment } from "./segment.ts";
import { add, after, diff, type Seq } from "./seq.ts";
import type { Surroundings, TimeWait } from "./time-wait.ts";

/** What the host sends back. An ACK carries the old connection's snd_nxt and rcv_nxt. */
export type Answer =
  | { readonly kind: "SYN-ACK"; readonly isn: Seq | "fresh"; readonly ack: Seq }
  | { readonly kind: "ACK"; readonly seq: Seq; readonly ack: Seq }
  | { readonly kind: "silence" };

/** One condition that was evaluated, as the kernel writes it, and how it came out. */
export interface Branch {
  readonly condition: string;
  readonly value: boolean;
}

/** What became of the segment and of the TIME_WAIT it met. */
export interface Outcome {
  readonly answer: Answer;
  /** The TIME_WAIT that is left, or null: reopened as SYN_RECV, or destroyed. */
  readonly left: TimeWait | null;
  /** Whether the 60 s were started again. */
  readonly restarted: boolean;
  /** The conditions evaluated on the way, in order; what is not here was never looked at. */
  readonly branches: readonly Branch[];
}

/**
 * One segment arrives for a connection in TIME_WAIT, and Linux decides
 * (net/ipv4/tcp_minisocks.c:tcp_timewait_state_process, then net/ipv4/tcp_ipv4.c:tcp_v4_rcv at do_time_wait).
 *
 * Not modelled yet: the FIN_WAIT2 sub-state, and the rate limit on ACKs (tcp_invalid_ratelimit).
 */
export function receiveInTimeWait(
  tw: TimeWait,
  segment: Segment,
  kernel: Kernel,
  { listener = true, rfc1337 = false }: Surroundings = {},
): Outcome {
  const branches: Branch[] = [];
  const test = (condition: string, value: boolean): boolean => {
    branches.push({ condition, value });
    return value;
  };
  const done = (answer: Answer, left: TimeWait | null, restarted = false): Outcome => ({
    answer,
    left,
    restarted,
    branches,
  });
  const [syn, rst, ack] = [has(segment, "S"), has(segment, "R"), has(segment, "A")];
  const { seq, tsval = 0 } = segment;
  const { tsRecent, idle = 0 } = tw;

  // A connection that had no timestamps does not even look for the option.
  const tstamp = tsRecent !== null && segment.tsval !== undefined;
  const paws = tstamp && pawsReject({ tsRecent, tsval, idle, rst }, kernel);

  // Exactly what was expected, and empty: it may be only a reset, or a bare ACK.
  if (
    test("!paws_reject", !paws) &&
    test("seq == tw_rcv_nxt", seq === tw.rcvNxt) &&
    (test("seq == end_seq", seq === endSeq(segment)) || test("th->rst", rst))
  ) {
    if (rst && !rfc1337) return done({ kind: "silence" }, null);
    const left = tstamp ? { ...tw, tsRecent: tsval, idle: 0 } : tw;
    return done({ kind: "silence" }, left, !rst || kernel.rstRestarts);
  }

  // The only exception: a new SYN.
  if (
    test("th->syn", syn) &&
    test("!th->rst", !rst) &&
    test("!th->ack", !ack) &&
    test("!paws_reject", !paws) &&
    (test("after(seq, tw_rcv_nxt)", after(seq, tw.rcvNxt)) ||
      (test("saw_tstamp", tstamp) &&
        test("(s32)(tw_ts_recent - rcv_tsval) < 0", diff(tsRecent ?? 0, tsval) < 0))) &&
    test("inet_lookup_listener()", listener)
  ) {
    // The TIME_WAIT is destroyed first; then the listener gets the SYN, and drops one with a FIN.
    if (has(segment, "F")) return done({ kind: "silence" }, null);
    const isn = kernel.reopenIsn === "fresh" ? "fresh" : add(tw.sndNxt, 65535 + 2) || 1;
    return done({ kind: "SYN-ACK", isn, ack: add(seq, 1) }, null);
  }

  // All other segments are answered at once, but for an RST.
  if (rst) return done({ kind: "silence" }, tw);
  return done({ kind: "ACK", seq: tw.sndNxt, ack: tw.rcvNxt }, tw, paws || ack);
}
