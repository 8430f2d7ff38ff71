import type { Limited } from "./rate-limit.ts";
import type { Seq } from "./seq.ts";

/**
 * What Linux keeps of a connection in TIME_WAIT: a `struct tcp_timewait_sock`, no longer a socket.
 * The fields bear the kernel's names.
 */
export interface TimeWait extends Limited {
  /**
   * TIME_WAIT when absent. FIN_WAIT2: this side has closed, the peer has not, and no process holds
   * the socket any more; Linux keeps that in the same structure.
   */
  readonly substate?: "TIME_WAIT" | "FIN_WAIT2";
  /** The next sequence number expected from the peer: in TIME_WAIT, one past the peer's FIN. */
  readonly rcvNxt: Seq;
  /** The next sequence number this side would have sent: one past its own FIN. */
  readonly sndNxt: Seq;
  /** The window last advertised, in bytes; 65,535 when absent. Only FIN_WAIT2 looks at it. */
  readonly rcvWnd?: number;
  /** The peer's last TSval, or null when the connection had no timestamps (ts_recent_stamp is 0). */
  readonly tsRecent: number | null;
  /** When tsRecent was stored, in seconds of the host's clock; 0 when absent. */
  readonly tsRecentStamp?: number;
  /** When TIME_WAIT began, in ms of the host's clock; 0 when absent. Kept since 6.14. */
  readonly entryStamp?: number;
}

/** What else decides, outside the socket. */
export interface Surroundings {
  /** The host's clock, in ms; 0 when absent. */
  readonly now?: number;
  /** The host's clock for timestamps, in its ticks; the same as `now` when absent. */
  readonly tick?: number;
  /** Whether a socket listens on the port; true when absent. */
  readonly listener?: boolean;
  /** net.ipv4.tcp_rfc1337: whether an RST is ignored; false when absent, as on every default system. */
  readonly rfc1337?: boolean;
  /** net.ipv4.tcp_invalid_ratelimit, in ms; 500 when absent. */
  readonly invalidRatelimit?: number;
}

/** How long TIME_WAIT lasts, in ms (include/net/tcp.h:TCP_TIMEWAIT_LEN). */
export const TIMEWAIT_LEN = 60_000;

/** The clock that stamps tsRecent counts whole seconds. */
export const seconds = (ms: number): number => Math.floor(ms / 1000);
