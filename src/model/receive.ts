import { reset, silence, type Answer } from "./answer.ts";
import { testIn, type Branch } from "./branch.ts";
import type { Kernel } from "./kernels.ts";
import { receiveInListen } from "./listen.ts";
import { pawsReject } from "./paws.ts";
import { INVALID_RATELIMIT, isUnlimited, oowRateLimited } from "./rate-limit.ts";
import type { Request } from "./request.ts";
import { endSeq, has, type Segment } from "./segment.ts";
import { add, after, before, diff, type Seq } from "./seq.ts";
import { seconds, type Surroundings, type TimeWait } from "./time-wait.ts";
import { inWindow } from "./window.ts";

/** What became of the segment and of the TIME_WAIT it met. */
export interface Outcome {
  readonly answer: Answer;
  /** The TIME_WAIT that is left, or null: reopened as SYN_RECV, or destroyed. */
  readonly left: TimeWait | null;
  /** Whether the 60 s were started again. */
  readonly restarted: boolean;
  /** The connection request that has taken its place in SYN_RECV, if one has. */
  readonly reopened: Request | null;
  /** The conditions evaluated on the way, in order; what is not here was never looked at. */
  readonly branches: readonly Branch[];
}

/** What tcp_timewait_state_process returns, and what it has done to the socket. */
interface Verdict {
  readonly status: "TCP_TW_SUCCESS" | "TCP_TW_RST" | "TCP_TW_ACK" | "TCP_TW_SYN";
  readonly left: TimeWait | null;
  readonly restarted: boolean;
  /** With TCP_TW_SYN: the first sequence number that the listener shall use. */
  readonly isn?: Seq;
}

/**
 * One segment arrives for a connection in TIME_WAIT or in the FIN_WAIT2 kept like it, and Linux
 * decides (net/ipv4/tcp_ipv4.c:tcp_v4_rcv, from do_time_wait on).
 */
export function receiveInTimeWait(
  tw: TimeWait,
  segment: Segment,
  kernel: Kernel,
  surroundings: Surroundings = {},
): Outcome {
  const branches: Branch[] = [];
  const verdict = stateProcess(tw, segment, kernel, surroundings, branches);
  const { left, restarted } = verdict;
  const done = (answer: Answer, rest: Partial<Outcome> = {}): Outcome => ({
    answer,
    left,
    restarted,
    reopened: null,
    branches,
    ...rest,
  });

  const test = testIn("tcp_v4_rcv", branches);
  const listener = surroundings.listener ?? true;
  if (verdict.status === "TCP_TW_SYN" && test("inet_lookup_listener()", listener)) {
    // The TIME_WAIT is destroyed first; then the listener gets the SYN, and drops one with a FIN.
    const isn = kernel.reopenIsn === "continued" ? verdict.isn : undefined;
    const { answer, request } = receiveInListen(segment, surroundings, isn);
    return done(answer, { left: null, reopened: request });
  }
  switch (verdict.status) {
    case "TCP_TW_SYN": // nobody listens: to ACK
    case "TCP_TW_ACK": {
      const { sndNxt, rcvNxt, tsRecent } = left ?? tw;
      // The ACK has a timestamp option if there is a stamp to echo, other than 0.
      return done({ kind: "ACK", seq: sndNxt, ack: rcvNxt, tsecr: tsRecent || null });
    }
    case "TCP_TW_RST":
      return done(reset(segment), { left: null });
    case "TCP_TW_SUCCESS":
      return done(silence);
  }
}

/** The decision itself (net/ipv4/tcp_minisocks.c:tcp_timewait_state_process). */
function stateProcess(
  tw: TimeWait,
  segment: Segment,
  kernel: Kernel,
  { now = 0, rfc1337 = false, invalidRatelimit = INVALID_RATELIMIT }: Surroundings,
  branches: Branch[],
): Verdict {
  const test = testIn("tcp_timewait_state_process", branches);
  const [syn, rst, ack, fin] = [
    has(segment, "S"),
    has(segment, "R"),
    has(segment, "A"),
    has(segment, "F"),
  ];
  const { seq, tsval = 0 } = segment;
  const end = endSeq(segment);
  const { rcvNxt, rcvWnd = 65_535, tsRecent, tsRecentStamp = 0 } = tw;

  const verdict = (
    status: Verdict["status"],
    left: TimeWait | null,
    restarted = false,
  ): Verdict => ({
    status,
    left,
    restarted,
  });
  const success = (left: TimeWait | null, restarted = false) =>
    verdict("TCP_TW_SUCCESS", left, restarted);
  const ackUnlessTooSoon = (restarted = false): Verdict => {
    if (!kernel.ackRateLimit || isUnlimited(segment)) return verdict("TCP_TW_ACK", tw, restarted);
    const limited = testIn("tcp_timewait_check_oow_rate_limit", branches)(
      "tcp_oow_rate_limited()",
      oowRateLimited(tw, now, invalidRatelimit),
    );
    return limited
      ? success(tw, restarted)
      : verdict("TCP_TW_ACK", { ...tw, lastOowAck: now }, restarted);
  };

  // A connection that had no timestamps does not even look for the option.
  const tstamp = tsRecent !== null && segment.tsval !== undefined;
  const idle = seconds(now) - tsRecentStamp;
  const paws = tstamp && pawsReject({ tsRecent, tsval, idle, rst }, kernel);
  const stamped = (): TimeWait =>
    tstamp ? { ...tw, tsRecent: tsval, tsRecentStamp: seconds(now) } : tw;

  if (test("tw_substate == TCP_FIN_WAIT2", tw.substate === "FIN_WAIT2")) {
    if (
      test("paws_reject", paws) ||
      test("!tcp_in_window()", !inWindow(seq, end, rcvNxt, add(rcvNxt, rcvWnd)))
    )
      return ackUnlessTooSoon();

    if (test("th->rst", rst)) return success(null);

    if (test("th->syn", syn) && test("!before(seq, tw_rcv_nxt)", !before(seq, rcvNxt)))
      return verdict("TCP_TW_RST", null);

    // A duplicate ACK?
    if (
      test("!th->ack", !ack) ||
      test("!after(end_seq, tw_rcv_nxt)", !after(end, rcvNxt)) ||
      test("end_seq == seq", end === seq)
    )
      return success(tw);

    // New data, or the FIN. Nobody is left to read data: that is answered with a reset.
    if (test("!th->fin", !fin) || test("end_seq != tw_rcv_nxt + 1", end !== add(rcvNxt, 1)))
      return verdict("TCP_TW_RST", null);

    // The FIN has arrived: now it is TIME_WAIT.
    const entered = { ...stamped(), substate: "TIME_WAIT", rcvNxt: end } as const;
    return verdict("TCP_TW_ACK", tstamp ? { ...entered, entryStamp: now } : entered, true);
  }

  // Exactly what was expected, and empty: it may be only a reset, or a bare ACK.
  if (
    test("!paws_reject", !paws) &&
    test("seq == tw_rcv_nxt", seq === rcvNxt) &&
    (test("seq == end_seq", seq === end) || test("th->rst", rst))
  ) {
    if (rst && test("!sysctl_tcp_rfc1337", !rfc1337)) return success(null);
    return success(stamped(), !rst || kernel.rstRestarts);
  }

  // The only exception: a new SYN.
  if (
    test("th->syn", syn) &&
    test("!th->rst", !rst) &&
    test("!th->ack", !ack) &&
    test("!paws_reject", !paws) &&
    (test("after(seq, tw_rcv_nxt)", after(seq, rcvNxt)) ||
      (test("saw_tstamp", tstamp) &&
        test("(s32)(tw_ts_recent - rcv_tsval) < 0", diff(tsRecent ?? 0, tsval) < 0)))
  ) {
    const isn = add(tw.sndNxt, 65535 + 2) || 1;
    return { ...verdict("TCP_TW_SYN", tw), isn };
  }

  // All other segments are answered at once, but for an RST.
  if (test("!th->rst", !rst)) {
    const restarted = test("paws_reject", paws) || test("th->ack", ack);
    return ackUnlessTooSoon(restarted);
  }
  return success(tw);
}
