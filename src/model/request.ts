import { reset, silence, type Answer } from "./answer.ts";
import { testIn, type Branch } from "./branch.ts";
import type { Connection } from "./connection.ts";
import { synAck } from "./listen.ts";
import { pawsReject } from "./paws.ts";
import { INVALID_RATELIMIT, isUnlimited, oowRateLimited, type Limited } from "./rate-limit.ts";
import { endSeq, has, type Segment } from "./segment.ts";
import { add, after, before, type Seq } from "./seq.ts";
import type { Kernel } from "./kernels.ts";
import { seconds, type Surroundings } from "./time-wait.ts";
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
  /** This side's TSvals, in the first SYN-ACK and in the last. */
  readonly sntTsval: { readonly first: number; readonly last: number };
  /** The window advertised in the SYN-ACK, in bytes. */
  readonly rcvWnd: number;
}

/**
 * The connection that the segment makes of a request whose first sequence number is known
 * (net/ipv4/tcp_minisocks.c:tcp_create_openreq_child). `now` is the host's clock, in ms.
 */
export function establish(
  { rcvIsn, tsRecent, rcvWnd }: Request,
  sntIsn: Seq,
  { seq, tsval }: Segment,
  now: number,
): Connection {
  const rcvNxt = add(rcvIsn, 1);
  const newer = tsRecent !== null && tsval !== undefined && !after(seq, rcvNxt);
  return {
    state: "ESTABLISHED",
    rcvNxt,
    rcvWnd,
    sndUna: add(sntIsn, 1),
    sndNxt: add(sntIsn, 1),
    sndWl1: seq,
    bytesAcked: 0,
    tsRecent: newer ? tsval : tsRecent,
    tsRecentStamp: seconds(now),
  };
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

/** The window in a SYN-ACK has 16 bits and is never scaled. */
const SYNACK_WINDOW_MAX = 65_535;

/**
 * One segment arrives for a connection in SYN_RECV
 * (RFC 9293 §3.10.7.4; net/ipv4/tcp_minisocks.c:tcp_check_req).
 */
export function receiveInSynRecv(
  request: Request,
  segment: Segment,
  kernel: Kernel,
  { now = 0, tick = now, invalidRatelimit = INVALID_RATELIMIT }: Surroundings = {},
): Checked {
  const branches: Branch[] = [];
  const test = testIn("tcp_check_req", branches);
  const [rst, ack] = [has(segment, "R"), has(segment, "A")];
  let syn = has(segment, "S");
  const { seq, tsval, tsecr = 0 } = segment;
  const { rcvIsn, sntIsn, sntTsval } = request;
  const rcvNxt = add(rcvIsn, 1);

  const done = (answer: Answer, left: Request | null, established = false): Checked => ({
    answer,
    left,
    established,
    branches,
  });
  const unlessTooSoon = (answer: Answer, left = request): Checked => {
    if (!kernel.ackRateLimit) return done(answer, left);
    const limited = oowRateLimited(request, now, invalidRatelimit);
    return test("tcp_oow_rate_limited()", limited)
      ? done(silence, request)
      : done(answer, { ...left, lastOowAck: now });
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
    return unlessTooSoon(synAck(request), {
      ...request,
      sntTsval: { first: sntTsval.first, last: tick },
    });

  // An ACK of something never sent is left to the listener, which answers it with a reset.
  if (
    test("flg & TCP_FLAG_ACK", ack) &&
    (kernel.resetMustAck || test("!(flg & TCP_FLAG_RST)", !rst)) &&
    test("ack_seq != snt_isn + 1", sntIsn === "fresh" || segment.ack !== add(sntIsn, 1))
  )
    return done(rst ? silence : reset(segment), request);

  // An echo of a stamp that no SYN-ACK had.
  const echoes = request.tsRecent !== null && tsval !== undefined && tsecr !== 0;
  const between = !before(tsecr, sntTsval.first) && !after(tsecr, sntTsval.last);
  const strayEcho = kernel.checksEcho && echoes && !between;

  const window = Math.min(request.rcvWnd, SYNACK_WINDOW_MAX);
  if (
    test("paws_reject", paws) ||
    (kernel.checksEcho && test("tsecr_reject", strayEcho)) ||
    test("!tcp_in_window()", !inWindow(seq, endSeq(segment), rcvNxt, add(rcvNxt, window)))
  ) {
    if (!test("!(flg & TCP_FLAG_RST)", !rst)) return done(silence, request);
    return isUnlimited(segment) ? done(challenge, request) : unlessTooSoon(challenge);
  }

  // The SYN itself lies before the window: only what follows it counts.
  if (seq === rcvIsn) syn = false;

  if (rst && test("seq != rcv_nxt", seq !== rcvNxt) && kernel.inexactRst === "challenged")
    return unlessTooSoon(challenge);
  if (test("flg & (TCP_FLAG_RST | TCP_FLAG_SYN)", rst || syn)) return done(reset(segment), null);
  if (!test("flg & TCP_FLAG_ACK", ack)) return done(silence, request);
  return done(silence, null, true);
}
