import { testIn, type Branch } from "./branch.ts";
import type { Kernel } from "./kernels.ts";
import { add, type Seq } from "./seq.ts";
import { seconds, type TimeWait } from "./time-wait.ts";

/** net.ipv4.tcp_tw_reuse_delay where nothing was written to it, in ms. */
const TW_REUSE_DELAY = 1000;

/** A connect() whose four-tuple is held by a TIME_WAIT or FIN_WAIT2. */
export interface Reuse {
  /** Whether the program bound the port before connect(), or the kernel has chosen it. */
  readonly bound: boolean;
  /** Whether one of the two addresses is a loopback address; false when absent. */
  readonly loopback?: boolean;
  /** net.ipv4.tcp_tw_reuse: 0 never, 1 always, 2 loopback only; the release's default if absent. */
  readonly twReuse?: 0 | 1 | 2;
  /** net.ipv4.tcp_tw_reuse_delay, in ms, for releases that have it; 1000 when absent. */
  readonly delay?: number;
  /** The host's clock, in ms; 0 when absent. */
  readonly now?: number;
}

/** What the new connection takes over from the old one. */
export interface TakenOver {
  /** Its first sequence number. */
  readonly isn: Seq;
  /** Its SYN echoes the peer's last timestamp of the old connection, and PAWS goes on with it. */
  readonly tsRecent: number;
  readonly tsRecentStamp: number;
}

/**
 * Whether connect() may take a TIME_WAIT over; null: it fails with EADDRNOTAVAIL, or goes on to
 * another port (net/ipv4/tcp_ipv4.c:tcp_twsk_unique).
 */
export function takeOver(
  tw: TimeWait,
  { bound, loopback = false, twReuse, delay = TW_REUSE_DELAY, now = 0 }: Reuse,
  kernel: Kernel,
): { readonly taken: TakenOver | null; readonly branches: readonly Branch[] } {
  const branches: Branch[] = [];
  const test = testIn("tcp_twsk_unique", branches);
  const { tsRecent, tsRecentStamp = 0, entryStamp = 0 } = tw;

  let reuse = twReuse ?? kernel.twReuse;
  const finWait2 = tw.substate === "FIN_WAIT2";
  if (!kernel.reusesFinWait2 && test("tw_substate == TCP_FIN_WAIT2", finWait2)) reuse = 0;
  if (test("reuse == 2", reuse === 2) && test("!loopback", !loopback)) reuse = 0;

  const elapsed = {
    milliseconds: now > entryStamp + delay,
    "next-second": seconds(now) > tsRecentStamp,
    "second-after-next": seconds(now) - tsRecentStamp > 1,
  };
  if (
    !test("ts_recent_stamp", tsRecent !== null) ||
    !(
      test("!twp", bound) ||
      (test("reuse", reuse !== 0) && test("time_after()", elapsed[kernel.reuseDelay]))
    )
  )
    return { taken: null, branches };
  const isn = add(tw.sndNxt, 65535 + 2) || 1;
  return { taken: { isn, tsRecent: tsRecent ?? 0, tsRecentStamp }, branches };
}
