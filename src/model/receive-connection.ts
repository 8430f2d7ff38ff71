import { reset, silence, type Answer } from "./answer.ts";
import { testIn, type Branch } from "./branch.ts";
import { toTimeWait, type Connection } from "./connection.ts";
import type { Kernel } from "./kernels.ts";
import { pawsCheck } from "./paws.ts";
import { queueData } from "./queue-data.ts";
import { INVALID_RATELIMIT, isUnlimited, oowRateLimited } from "./rate-limit.ts";
import { endSeq, has, type Segment } from "./segment.ts";
import { add, after, before, diff } from "./seq.ts";
import { seconds, type Surroundings, type TimeWait } from "./time-wait.ts";

/** What became of the segment and of the connection it belongs to. */
export interface Received {
  readonly answer: Answer;
  /** The connection that is left, or null. */
  readonly left: Connection | null;
  /** What is kept of it in TIME_WAIT or FIN_WAIT2, if its socket is gone. */
  readonly timeWait: TimeWait | null;
  /** Whether it was cut off: the process is told of a reset. */
  readonly aborted: boolean;
  readonly branches: readonly Branch[];
}

/** TCP_PAWS_WINDOW: how many ticks older a timestamp may be on a living connection. */
const PAWS_WINDOW = 1;

/** How many ticks older a bare duplicate ACK may be: 1.2 times the usual RTO of 204 ms. */
const TSVAL_REPLAY = 244;

/**
 * One segment arrives for a connection that has its socket
 * (RFC 9293 §3.10.7.4, RFC 5961; net/ipv4/tcp_input.c:tcp_rcv_state_process, and for ESTABLISHED
 * tcp_rcv_established without its fast path).
 */
export function receiveInConnection(
  connection: Connection,
  segment: Segment,
  kernel: Kernel,
  { now = 0, invalidRatelimit = INVALID_RATELIMIT }: Surroundings = {},
): Received {
  const branches: Branch[] = [];
  const [syn, rst, ack, fin] = [
    has(segment, "S"),
    has(segment, "R"),
    has(segment, "A"),
    has(segment, "F"),
  ];
  const { seq, tsval } = segment;
  const end = endSeq(segment);
  const ackSeq = segment.ack ?? 0;
  const { rcvNxt, rcvWnd, sndUna, sndNxt, tsRecent, tsRecentStamp } = connection;

  const done = (answer: Answer, left: Connection | null, rest: Partial<Received> = {}) => ({
    answer,
    left,
    timeWait: null,
    aborted: false,
    branches,
    ...rest,
  });
  const ackOf = (from: Connection): Answer => ({
    kind: "ACK",
    seq: from.sndNxt,
    ack: from.rcvNxt,
    tsecr: from.tsRecent,
  });
  const unlessTooSoon = (): Received =>
    kernel.ackRateLimit && oowRateLimited(connection, now, invalidRatelimit)
      ? done(silence, connection)
      : done(ackOf(connection), { ...connection, lastOowAck: now });
  const duplicateAck = (): Received =>
    isUnlimited(segment) ? done(ackOf(connection), connection) : unlessTooSoon();
  const aborted = (answer: Answer) => done(answer, null, { aborted: true });

  let test = testIn("tcp_rcv_state_process", branches);
  if (test("!th->ack && !th->rst && !th->syn", !ack && !rst && !syn))
    return done(silence, connection);

  test = testIn("tcp_validate_incoming", branches);

  const idle = seconds(now) - tsRecentStamp;
  const stamps = tsRecent !== null && tsval !== undefined ? { tsRecent, tsval, idle } : null;
  const disordered =
    stamps !== null &&
    ack &&
    seq === end &&
    seq === rcvNxt &&
    ackSeq === sndUna &&
    !after(seq, connection.sndWl1) &&
    diff(stamps.tsRecent, stamps.tsval) <= TSVAL_REPLAY;
  const paws = stamps !== null && !pawsCheck(stamps, kernel, PAWS_WINDOW) && !disordered;
  if (test("tcp_paws_discard()", paws) && test("!th->rst", !rst)) {
    const oldAck = ack && seq === end && before(seq, rcvNxt);
    return oldAck && !kernel.answersOldAck ? done(silence, connection) : duplicateAck();
  }

  // RFC 5961 §3.2: the number before rcv_nxt is exact too, once the peer's FIN was counted.
  const closing = ["CLOSE_WAIT", "LAST_ACK", "CLOSING"].includes(connection.state);
  const resetCheck = () => test("tcp_reset_check()", seq === add(rcvNxt, -1) && closing);
  const edge = add(rcvNxt, rcvWnd);
  // Of what waits to be read the model knows the peer's FIN, which stays there until close().
  const unread = kernel.endsInWindow && connection.state === "CLOSE_WAIT";
  if (
    test("before(end_seq, rcv_wup)", before(end, rcvNxt)) ||
    test("after(seq, rcv_nxt + tcp_receive_window())", after(seq, edge)) ||
    (unread &&
      test("after(end_seq - th->fin, rcv_nxt + window)", after(add(end, fin ? -1 : 0), edge)))
  ) {
    if (test("!th->rst", !rst)) return duplicateAck();
    return resetCheck() ? aborted(silence) : done(silence, connection);
  }
  if (test("th->rst", rst))
    return test("seq == rcv_nxt", seq === rcvNxt) || resetCheck()
      ? aborted(silence)
      : unlessTooSoon();
  if (test("th->syn", syn)) return unlessTooSoon();

  test = testIn("tcp_ack", branches);
  const tooOld = add(sndUna, -connection.bytesAcked);
  if (test("before(ack, prior_snd_una - max_window)", before(ackSeq, tooOld)))
    return unlessTooSoon();
  if (test("after(ack, snd_nxt)", after(ackSeq, sndNxt)))
    return connection.state === "ESTABLISHED" && !kernel.challengesUnsent
      ? done(silence, connection)
      : unlessTooSoon();
  const progress = Math.max(0, diff(ackSeq, sndUna));
  const oldAck = before(ackSeq, sndUna);
  const newer =
    stamps !== null &&
    !after(seq, rcvNxt) &&
    pawsCheck(stamps, kernel) &&
    (!oldAck || kernel.stampsOldAck);
  const acked: Connection = {
    ...connection,
    sndUna: add(sndUna, progress),
    bytesAcked: connection.bytesAcked + progress,
    sndWl1: progress > 0 || after(seq, connection.sndWl1) ? seq : connection.sndWl1,
    ...(newer && { tsRecent: stamps.tsval, tsRecentStamp: seconds(now) }),
  };

  test = testIn("tcp_rcv_state_process", branches);
  const beyond = end !== seq && after(add(end, fin ? -1 : 0), rcvNxt);
  const everything = acked.sndUna === sndNxt;
  let current = acked;
  switch (connection.state) {
    case "FIN_WAIT1":
      if (!test("FIN_WAIT1: snd_una == write_seq", everything)) break;
      current = { ...acked, state: "FIN_WAIT2" };
      if (!connection.orphan) break;
      if (test("after(end_seq - th->fin, rcv_nxt)", beyond)) return aborted(reset(segment));
      if (test("th->fin", fin)) break;
      return done(silence, null, { timeWait: toTimeWait(current, "FIN_WAIT2", now) });
    case "CLOSING":
      if (!test("CLOSING: snd_una == write_seq", everything)) break;
      return done(silence, null, { timeWait: toTimeWait(current, "TIME_WAIT", now) });
    case "LAST_ACK":
      if (!test("LAST_ACK: snd_una == write_seq", everything)) break;
      return done(silence, null);
    default:
  }

  // The segment's text. After the peer's FIN nothing new can come.
  if (closing && !test("before(seq, rcv_nxt)", before(seq, rcvNxt))) return done(silence, current);
  if ((connection.orphan || closing) && test("after(end_seq - th->fin, rcv_nxt)", beyond))
    return aborted(reset(segment));
  const queued = queueData(current, segment);
  if (!queued) return done(silence, current);
  if (queued.finished && current.state === "FIN_WAIT2")
    return done(ackOf(queued.left), null, { timeWait: toTimeWait(queued.left, "TIME_WAIT", now) });
  return done(ackOf(queued.left), queued.left);
}
