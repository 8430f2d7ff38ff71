import type { Connection, Early } from "./connection.ts";
import { endSeq, has, type Segment } from "./segment.ts";
import { add, after, before } from "./seq.ts";

/** What the stream has come to, and whether the peer's FIN was in it. */
export interface Queued {
  readonly left: Connection;
  readonly finished: boolean;
}

/** Where a peer's FIN leads (net/ipv4/tcp_input.c:tcp_fin). */
const AFTER_FIN = {
  ESTABLISHED: "CLOSE_WAIT",
  FIN_WAIT1: "CLOSING",
  FIN_WAIT2: "FIN_WAIT2", // and from there to TIME_WAIT at once
  CLOSE_WAIT: "CLOSE_WAIT",
  CLOSING: "CLOSING",
  LAST_ACK: "LAST_ACK",
} as const;

/**
 * Takes a segment's data and FIN: in turn, again, or too early. Null when it has neither; in every
 * other case an ACK is due (net/ipv4/tcp_input.c:tcp_data_queue).
 */
export function queueData(connection: Connection, segment: Segment): Queued | null {
  const { rcvNxt, rcvWnd } = connection;
  const { seq } = segment;
  const end = endSeq(segment);
  const same = { left: connection, finished: false };
  if (seq === end) return null;
  if (!after(end, rcvNxt)) return same; // sent again
  if (!before(seq, add(rcvNxt, rcvWnd))) return same; // beyond the window
  const piece: Early = { seq, end, fin: has(segment, "F") };
  const waiting = [...(connection.early ?? []), piece];
  if (after(seq, rcvNxt)) return { left: { ...connection, early: waiting }, finished: false };
  return inTurn(connection, waiting);
}

/** Appends to the stream all pieces that follow on it. */
function inTurn(connection: Connection, pieces: readonly Early[]): Queued {
  let { rcvNxt } = connection;
  let waiting = pieces;
  let finished = false;
  for (;;) {
    const next = waiting.find(({ seq, end }) => !after(seq, rcvNxt) && after(end, rcvNxt));
    if (!next) break;
    rcvNxt = next.end;
    finished = next.fin;
    waiting = finished ? [] : waiting.filter(({ end }) => after(end, rcvNxt));
  }
  const state = finished ? AFTER_FIN[connection.state] : connection.state;
  return { left: { ...connection, state, rcvNxt, early: waiting }, finished };
}
