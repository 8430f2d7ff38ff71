import type { Kernel } from "./kernels.ts";
import { diff } from "./seq.ts";

/** TCP_PAWS_MSL: for how many seconds an RST with an old timestamp is distrusted. */
const PAWS_MSL = 60;

/** What PAWS compares: the last timestamp accepted, the new one, and the time between them. */
export interface PawsQuestion {
  /** ts_recent: the TSval last accepted from the peer, in the peer's ticks. */
  readonly tsRecent: number;
  /** TSval of the segment that has arrived, in the peer's ticks. */
  readonly tsval: number;
  /** Whole seconds since ts_recent was stored. */
  readonly idle: number;
  /** Whether the segment is an RST. */
  readonly rst: boolean;
}

/**
 * Whether a timestamp passes for new (RFC 7323 §5.3; include/net/tcp.h:tcp_paws_check).
 *
 * An equal one passes, and one up to `window` ticks older. Any passes when ts_recent is so old
 * itself that the peer's clock may have wrapped, or when nothing was stored yet.
 */
export function pawsCheck(
  { tsRecent, tsval, idle }: Omit<PawsQuestion, "rst">,
  kernel: Kernel,
  window = 0,
): boolean {
  if (diff(tsRecent, tsval) <= window) return true;
  if (idle >= kernel.pawsWrap) return true;
  return tsRecent === 0;
}

/**
 * Whether PAWS, "protection against wrapped sequences", takes the segment for an old duplicate
 * (RFC 7323 §5; include/net/tcp.h:tcp_paws_reject).
 *
 * An RST is not rejected once 60 s have gone by: cleaning up takes precedence over timestamps.
 */
export function pawsReject(question: PawsQuestion, kernel: Kernel): boolean {
  if (pawsCheck(question, kernel)) return false;
  return !(question.rst && question.idle >= PAWS_MSL);
}
