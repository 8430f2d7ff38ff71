import type { Limited } from "./rate-limit.ts";
import type { Seq } from "./seq.ts";
import type { TimeWait } from "./time-wait.ts";

/** A piece of the stream that came before its turn. */
export interface Early {
  readonly seq: Seq;
  readonly end: Seq;
  readonly fin: boolean;
}

/** A connection with a socket of its own: between the handshake and TIME_WAIT. */
export interface Connection extends Limited {
  readonly state: "ESTABLISHED" | "FIN_WAIT1" | "FIN_WAIT2" | "CLOSE_WAIT" | "CLOSING" | "LAST_ACK";
  /** Whether the process has closed it, and nobody will read or write any more. */
  readonly orphan?: boolean;
  /** The next sequence number expected from the peer. */
  readonly rcvNxt: Seq;
  /** The window last advertised, in bytes. */
  readonly rcvWnd: number;
  /** The oldest number sent and not acknowledged. */
  readonly sndUna: Seq;
  /** The next number to be sent. */
  readonly sndNxt: Seq;
  /** Sequence number of the segment that last told the peer's window. */
  readonly sndWl1: Seq;
  /** How many of this side's bytes the peer has acknowledged. */
  readonly bytesAcked: number;
  /** The peer's last TSval, or null when the connection has no timestamps. */
  readonly tsRecent: number | null;
  /** When tsRecent was stored, in seconds of the host's clock. */
  readonly tsRecentStamp: number;
  /** What came before its turn and waits. */
  readonly early?: readonly Early[];
}

/**
 * What is left of a connection when its socket goes: TIME_WAIT, or FIN_WAIT2 kept like it
 * (net/ipv4/tcp_minisocks.c:tcp_time_wait). `now` is the host's clock, in ms.
 */
export function toTimeWait(
  connection: Connection,
  substate: "TIME_WAIT" | "FIN_WAIT2",
  now: number,
): TimeWait {
  const { rcvNxt, sndNxt, rcvWnd, tsRecent, tsRecentStamp } = connection;
  return { substate, rcvNxt, sndNxt, rcvWnd, tsRecent, tsRecentStamp, entryStamp: now };
}

/** This side's FIN takes a number, and the state goes on (net/ipv4/tcp.c:tcp_close_state). */
export function sendFin(connection: Connection, next: Seq): Connection {
  const state = connection.state === "CLOSE_WAIT" ? "LAST_ACK" : "FIN_WAIT1";
  return { ...connection, state, sndNxt: next };
}
