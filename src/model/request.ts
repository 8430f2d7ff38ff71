import { reset, silence, type Answer } from "./answer.ts";
import { testIn, type Branch } from "./branch.ts";
import { synAck } from "./listen.ts";
import { pawsReject } from "./paws.ts";
import { INVALID_RATELIMIT, isUnlimited, oowRateLimited, type Limited } from "./rate-limit.ts";
import { endSeq, has, type Segment } from "./segment.ts";
import { add, type Seq } from "./seq.ts";
import type { Kernel } from "./kernels.ts";
import type { Surroundings } from "./time-wait.ts";
import { inWindow } from "./window.ts";

/**
 * A connection that a SYN has asked for and whose handshake is not complete: SYN_RECV
 * (`struct tcp_request_sock`).
 */
export interface Request extends Limited {
  /** The peer's first sequence number. */
  readonly rcvIsn: Seq;
  /** This side's; `fresh` where it is a new one that nobody can foresee. */
  readonly sntIsn: Seq | "fresh";
  /** TSval of the SYN, or null when it had none. */
  readonly tsRecent: number | null;
  /** The window advertised in the SYN-ACK, in bytes. */
  readonly rcvWnd: number;
}

/** What became of the segment and of the request it met. */
export interface Checked {
  readonly answer: Answer;
  /** The request that is left, or null. */
  readonly left: Request | null;
  /** The segment completes the handshake: there is a connection now, and it gets the segment. */
  readonly established: boolean;
  readonly branches: readonly Branch[];
}

/** TSval and window are 32 and 16 bits wide; a request's window is never scaled. */
const SYNACK_WINDOW_MAX = 65_535;

/**
 * One segment arrives for a connection in SYN_RECV
 * (RFC 9293 §3.10.7.4; net/ipv4/tcp_minisocks.c:tcp_check_req).
 */
export function receiveInSynRecv(
  request: Request,
  segment: Segment,
  kernel: Kernel,
  { now = 0, invalidRatelimit = INVALID_RATELIMIT }: Surroundings = {},
): Checked {
  const branches: Branch[] = [];
  const test = testIn("tcp_check_req", branches);
  const [rst, ack] = [has(segment, "R"), has(segment, "A")];
  let syn = has(segment, "S");
  const { seq, tsval } = segment;
  const { rcvIsn, sntIsn } = request;
  const rcvNxt = add(rcvIsn, 1);

  const done = (answer: Answer, left: Request | null, established = false): Checked => ({
    answer,
    left,
    established,
    branches,
  });
  const unlessTooSoon = (answer: Answer): Checked => {
    if (!kernel.ackRateLimit || isUnlimited(segment)) return done(answer, request);
    const limited = oowRateLimited(request, now, invalidRatelimit);
    return test("tcp_oow_rate_limited()", limited)
      ? done(silence, request)
      : done(answer, { ...request, lastOowAck: now });
  };
  const challenge: Answer = {
    kind: "ACK",
    seq: sntIsn === "fresh" ? "fresh" : add(sntIsn, 1),
    ack: rcvNxt,
    tsecr: request.tsRecent || null,
  };

  const tsRecent = request.tsRecent ?? 0;
  const paws = tsval !== undefined && pawsReject({ tsRecent, tsval, idle: 0, rst }, kernel);

  // The SYN once more.
  if (
    test("seq == rcv_isn", seq === rcvIsn) &&
    test("flg == TCP_FLAG_SYN", syn && !rst && !ack) &&
    test("!paws_reject", !paws)
  )
    return unlessTooSoon(synAck(request));

  // An ACK of something never sent is left to the listener, which answers it with a reset.
  if (
    test("flg & TCP_FLAG_ACK", ack) &&
    test("!(flg & TCP_FLAG_RST)", !rst) &&
    test("ack_seq != snt_isn + 1", sntIsn === "fresh" || segment.ack !== add(sntIsn, 1))
  )
    return done(reset(segment), request);

  const window = Math.min(request.rcvWnd, SYNACK_WINDOW_MAX);
  if (
    test("paws_reject", paws) ||
    test("!tcp_in_window()", !inWindow(seq, endSeq(segment), rcvNxt, add(rcvNxt, window)))
  )
    return test("!(flg & TCP_FLAG_RST)", !rst) ? unlessTooSoon(challenge) : done(silence, request);

  // The SYN itself lies before the window: only what follows it counts.
  if (seq === rcvIsn) syn = false;

  if (rst && test("seq != rcv_nxt", seq !== rcvNxt) && kernel.inexactRst === "challenged")
    return unlessTooSoon(challenge);
  if (test("flg & (TCP_FLAG_RST | TCP_FLAG_SYN)", rst || syn)) return done(reset(segment), null);
  if (!test("flg & TCP_FLAG_ACK", ack)) return done(silence, request);
  return done(silence, null, true);
}
