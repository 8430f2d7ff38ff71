import type { Seq } from "./seq.ts";

/**
 * What Linux keeps of a connection in TIME_WAIT: a `struct tcp_timewait_sock`, no longer a socket.
 * The fields bear the kernel's names.
 */
export interface TimeWait {
  /** The next sequence number expected from the peer: one past the peer's FIN. */
  readonly rcvNxt: Seq;
  /** The next sequence number this side would have sent: one past its own FIN. */
  readonly sndNxt: Seq;
  /** The peer's last TSval, or null when the connection had no timestamps (ts_recent_stamp is 0). */
  readonly tsRecent: number | null;
  /** Whole seconds since tsRecent was stored; 0 when absent. */
  readonly idle?: number;
}

/** What else decides, outside the socket. */
export interface Surroundings {
  /** Whether a socket listens on the port; true when absent. */
  readonly listener?: boolean;
  /** net.ipv4.tcp_rfc1337: whether an RST is ignored; false when absent, as on every default system. */
  readonly rfc1337?: boolean;
}
