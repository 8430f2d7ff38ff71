import { reset, silence, type Answer } from "./answer.ts";
import { testIn, type Branch } from "./branch.ts";
import type { Request } from "./request.ts";
import { has, type Segment } from "./segment.ts";
import { add, type Seq } from "./seq.ts";
import type { Surroundings } from "./time-wait.ts";

/** The window in a SYN-ACK over Ethernet: whole segments of 1,448 bytes, or of 1,460. */
const SYNACK_WINDOW = { stamped: 45 * 1448, plain: 44 * 1460 };

/** What a listener answers, and the request it has made of a SYN. */
export interface Listened {
  readonly answer: Answer;
  readonly request: Request | null;
  readonly branches: readonly Branch[];
}

/**
 * A segment of no known connection arrives at a listening socket; `isn` is the first sequence
 * number left by a TIME_WAIT, if there was one
 * (RFC 9293 §3.10.7.2; net/ipv4/tcp_input.c:tcp_rcv_state_process, case TCP_LISTEN).
 */
export function receiveInListen(
  segment: Segment,
  { now = 0, tick = now }: Surroundings = {},
  isn?: Seq,
): Listened {
  const branches: Branch[] = [];
  const test = testIn("tcp_rcv_state_process", branches);
  const dropped = { answer: silence, request: null, branches };
  if (test("TCP_LISTEN: th->ack", has(segment, "A")))
    return { answer: reset(segment), request: null, branches };
  if (test("TCP_LISTEN: th->rst", has(segment, "R"))) return dropped;
  if (!test("TCP_LISTEN: th->syn", has(segment, "S"))) return dropped;
  if (test("TCP_LISTEN: th->fin", has(segment, "F"))) return dropped;
  const tsRecent = segment.tsval ?? null;
  const request: Request = {
    rcvIsn: segment.seq,
    sntIsn: isn ?? "fresh",
    tsRecent,
    sntTsval: { first: tick, last: tick },
    rcvWnd: tsRecent === null ? SYNACK_WINDOW.plain : SYNACK_WINDOW.stamped,
  };
  return { answer: synAck(request), request, branches };
}

/** The SYN-ACK of a request, the first or one sent again (net/ipv4/tcp_output.c:tcp_make_synack). */
export const synAck = (request: Request): Answer => ({
  kind: "SYN-ACK",
  isn: request.sntIsn,
  ack: add(request.rcvIsn, 1),
  tsecr: request.tsRecent,
});
