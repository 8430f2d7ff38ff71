import { reset, silence, type Answer } from "./answer.ts";
import { testIn, type Branch } from "./branch.ts";
import type { Connection } from "./connection.ts";
import type { Kernel } from "./kernels.ts";
import { pawsReject } from "./paws.ts";
import type { Request } from "./request.ts";
import { has, type Segment } from "./segment.ts";
import { add, after, diff, type Seq } from "./seq.ts";
import { seconds, type Surroundings } from "./time-wait.ts";

/** A connection whose SYN has left: connect() waits. */
export interface SynSent {
  /** First sequence number; `fresh` where it is a new one that nobody can foresee. */
  readonly isn: Seq | "fresh";
  /** The timestamp inherited from a TIME_WAIT that was taken over, or null. */
  readonly tsRecent: number | null;
  /** When that was stored, in seconds of the host's clock. */
  readonly tsRecentStamp: number;
  /** TSval of the SYN, in ticks of the host's own clock; null where it had none. */
  readonly stamp: number | null;
  readonly rcvWnd: number;
}

/** What became of the segment and of the attempt to connect. */
export interface Heard {
  readonly answer: Answer;
  /** The attempt goes on. */
  readonly left: SynSent | null;
  /** It has succeeded. */
  readonly established: Connection | null;
  /** Both have sent a SYN: now it is as if the peer had asked. */
  readonly crossed: Request | null;
  /** The attempt goes on, and its SYN is sent again in this many ms, not when its timer fires. */
  readonly again: number | null;
  readonly branches: readonly Branch[];
}

/**
 * One segment arrives for a connection in SYN_SENT
 * (RFC 9293 §3.10.7.3; net/ipv4/tcp_input.c:tcp_rcv_synsent_state_process).
 */
export function receiveInSynSent(
  sent: SynSent,
  segment: Segment,
  kernel: Kernel,
  { now = 0, tick = now }: Surroundings = {},
): Heard {
  const branches: Branch[] = [];
  const test = testIn("tcp_rcv_synsent_state_process", branches);
  const [syn, rst] = [has(segment, "S"), has(segment, "R")];
  const { seq, tsval, tsecr = 0 } = segment;
  const done = (answer: Answer, rest: Partial<Heard> = {}): Heard => ({
    answer,
    left: null,
    established: null,
    crossed: null,
    again: null,
    branches,
    ...rest,
  });

  if (test("th->ack", has(segment, "A"))) {
    // An ACK of the old connection: its RST frees the peer, and the SYN follows at once.
    if (test("ack_seq != snd_nxt", sent.isn === "fresh" || segment.ack !== add(sent.isn, 1)))
      return done(reset(segment), { left: sent, again: kernel.synRetry });
    const { isn } = sent as SynSent & { isn: Seq };
    const echoes = sent.stamp !== null && tsval !== undefined && tsecr !== 0;
    const between = diff(tsecr, sent.stamp ?? 0) >= 0 && !after(tsecr, tick);
    if (test("!between(rcv_tsecr, retrans_stamp, now)", echoes && !between))
      return done(reset(segment), { left: sent });
    if (test("th->rst", rst)) return done(silence);
    if (!test("th->syn", syn)) return done(silence, { left: sent });
    const stamped = sent.stamp !== null && tsval !== undefined;
    const established: Connection = {
      state: "ESTABLISHED",
      rcvNxt: add(seq, 1),
      rcvWnd: sent.rcvWnd,
      sndUna: add(isn, 1),
      sndNxt: add(isn, 1),
      sndWl1: seq,
      bytesAcked: 1,
      tsRecent: stamped ? tsval : null,
      tsRecentStamp: seconds(now),
    };
    const { sndNxt, rcvNxt, tsRecent } = established;
    return done({ kind: "ACK", seq: sndNxt, ack: rcvNxt, tsecr: tsRecent }, { established });
  }
  if (test("th->rst", rst)) return done(silence, { left: sent });
  const { tsRecent, tsRecentStamp } = sent;
  const idle = seconds(now) - tsRecentStamp;
  const paws =
    tsRecent !== null &&
    tsval !== undefined &&
    pawsReject({ tsRecent, tsval, idle, rst: false }, kernel);
  if (test("tcp_paws_reject()", paws) || !test("th->syn", syn))
    return done(silence, { left: sent });
  const crossed: Request = {
    rcvIsn: seq,
    sntIsn: sent.isn,
    tsRecent: sent.stamp === null ? null : (tsval ?? null),
    sntTsval: { first: tick, last: tick },
    rcvWnd: sent.rcvWnd,
  };
  const { sntIsn: isn, rcvIsn, tsRecent: tsecrBack } = crossed;
  return done({ kind: "SYN-ACK", isn, ack: add(rcvIsn, 1), tsecr: tsecrBack }, { crossed });
}
