/**
 * Kernels as data: what differs between releases, as far as the model follows it. A field is what a
 * release does, measured or read; distributions carry changes back, so a number alone says little.
 */
export interface Kernel {
  /** The name sessions use: `linux-` and the first two numbers of the release. */
  readonly name: string;
  /** The release whose recorded answers the model agrees with; null where only source was read. */
  readonly measured: string | null;
  /**
   * First sequence number of the SYN-ACK that reopens a TIME_WAIT connection. `continued`: the old
   * snd_nxt + 65535 + 2, as net/ipv4/tcp_minisocks.c:tcp_timewait_state_process computes it.
   * `fresh`: a new ISN (net/core/secure_seq.c:secure_tcp_seq), because the computed one was lost
   * on its way to the listener.
   */
  readonly reopenIsn: "continued" | "fresh";
  /** Seconds after which an older timestamp may mean that the peer's clock has wrapped. */
  readonly pawsWrap: number;
  /** Whether an RST that tcp_rfc1337 makes the kernel ignore starts the 60 s again all the same. */
  readonly rstRestarts: boolean;
  /** Whether ACKs to SYNs and bare ACKs out of window are limited (tcp_invalid_ratelimit). */
  readonly ackRateLimit: boolean;
  /**
   * What connect() waits for before it takes over a TIME_WAIT on a port that it has chosen itself.
   * `milliseconds`: tcp_tw_reuse_delay since TIME_WAIT began. `next-second`: that the seconds have
   * ticked since the peer's last timestamp. `second-after-next`: that they have ticked twice.
   */
  readonly reuseDelay: "milliseconds" | "next-second" | "second-after-next";
  /** net.ipv4.tcp_tw_reuse where nothing was written to it. 2, for loopback only, came in 4.18. */
  readonly twReuse: 0 | 2;
  /** Whether connect() may take over a FIN_WAIT2 on a port that it has chosen itself. */
  readonly reusesFinWait2: boolean;
  /** Whether connect() tries every other port first, and leaves the rest to bind(). */
  readonly everyOtherPort: boolean;
  /** What an RST in the window but not exact does to SYN_RECV: nothing but an ACK, or its end. */
  readonly inexactRst: "challenged" | "obeyed";
  /** Whether an RST with an ACK ends SYN_RECV only if it acknowledges the SYN-ACK. */
  readonly resetMustAck: boolean;
  /** Whether SYN_RECV looks at the timestamp that a segment echoes. */
  readonly checksEcho: boolean;
  /** Whether a segment must end in the window, too, while something waits to be read. */
  readonly endsInWindow: boolean;
  /** Whether ESTABLISHED answers an ACK of what was never sent, as RFC 5961 §5.2 asks, or is silent. */
  readonly challengesUnsent: boolean;
  /** Whether a living connection answers a bare ACK that is old by its number and its timestamp. */
  readonly answersOldAck: boolean;
  /**
   * Whether a segment whose ACK is old may still bring a new timestamp
   * (net/ipv4/tcp_input.c:tcp_ack, old_ack): read in 6.1.192 and 6.12.117, measured not to in 6.18.
   */
  readonly stampsOldAck: boolean;
  /** How long SYN_SENT waits before it sends its SYN again after the first wrong ACK, in ms. */
  readonly synRetry: number;
  /** How often a SYN is sent again after a second each before the timer doubles: tcp_syn_linear_timeouts. */
  readonly synLinear: number;
}

/** A release in which something changed, or whose answers were recorded. */
interface Release {
  readonly name: string;
  readonly measured?: string;
  /** What changed here and stayed. */
  readonly since?: Partial<Kernel>;
  /** What this release has from a later one; those between do not have it. */
  readonly backported?: Partial<Kernel>;
}

/** TCP_PAWS_24DAYS, in seconds: a millisecond clock has not yet gone half way round. */
const PAWS_24DAYS = 24 * 24 * 60 * 60;

/** TCP_PAWS_WRAP, in seconds: INT_MAX microseconds, since a clock may tick in microseconds. */
const PAWS_WRAP = Math.floor(0x7fffffff / 1_000_000);

/** The article's kernel. Like all before 5.10, known from source only. */
const LINUX_3_10: Kernel = {
  name: "linux-3.10",
  measured: null,
  reopenIsn: "continued",
  pawsWrap: PAWS_24DAYS,
  rstRestarts: true,
  ackRateLimit: false,
  reuseDelay: "second-after-next",
  twReuse: 0,
  reusesFinWait2: true,
  everyOtherPort: false,
  inexactRst: "obeyed",
  resetMustAck: true,
  checksEcho: false,
  endsInWindow: false,
  challengesUnsent: false,
  answersOldAck: true,
  stampsOldAck: false,
  synRetry: 1000,
  synLinear: 0,
};

const releases: readonly Release[] = [
  { name: "linux-3.10" },
  // 4fb17a609167, "tcp: mitigate ACK loops for connections as tcp_timewait_sock".
  { name: "linux-4.0", since: { ackRateLimit: true } },
  // 07f4c90062f8, "tcp/dccp: try to not exhaust ip_local_port_range in connect()".
  { name: "linux-4.2", since: { everyOtherPort: true } },
  { name: "linux-4.11" },
  // tcp_v4_fill_cb() zeroes the ISN before the listener sees it: read in 4.19, measured in 6.1.
  { name: "linux-4.15", since: { reopenIsn: "fresh" } },
  // 79e9fed46038, "net-tcp: extend tcp_tw_reuse sysctl to enable loopback only optimization".
  { name: "linux-4.18", since: { twReuse: 2 } },
  // "tcp: do not restart timewait timer on rst reception"; monotonic seconds.
  { name: "linux-4.19", since: { rstRestarts: false, reuseDelay: "next-second" } },
  // 9603d47bad46, "tcp: Reduce SYN resend delay if a suspicous ACK is received": two jiffies.
  { name: "linux-5.6", since: { synRetry: 8 } },
  { name: "linux-5.10", measured: "5.10.262", backported: { reusesFinWait2: false } },
  {
    name: "linux-6.1",
    measured: "6.1.192",
    backported: {
      reusesFinWait2: false,
      inexactRst: "challenged",
      resetMustAck: false,
      stampsOldAck: true,
    },
  },
  // ccce324dabfe, "tcp: make the first N SYN RTO backoffs linear".
  { name: "linux-6.5", since: { synLinear: 4 } },
  // af7721448a60, together with microsecond timestamps.
  { name: "linux-6.7", since: { pawsWrap: PAWS_WRAP } },
  // "tcp: fix ISN selection in TIMEWAIT -> SYN_RECV", 2024-04.
  { name: "linux-6.10", since: { reopenIsn: "continued" } },
  // 0d9e5df4a257, "tcp: avoid reusing FIN_WAIT2 when trying to find port in connect()".
  {
    name: "linux-6.12",
    measured: "6.12.117",
    since: { reusesFinWait2: false },
    backported: { inexactRst: "challenged", resetMustAck: false, stampsOldAck: true },
  },
  // ca6a6f93867a, "tcp: Add sysctl to configure TIME-WAIT reuse delay".
  // 124c4c32e9f3, "tcp: add TCP_RFC7323_PAWS_ACK drop reason".
  { name: "linux-6.14", since: { reuseDelay: "milliseconds", answersOldAck: false } },
  // 3ba075278c11, "tcp: be less liberal in TSEcr received while in SYN_RECV state".
  { name: "linux-6.15", since: { checksEcho: true } },
  // 9ca48d616ed7, "tcp: do not accept packets beyond window".
  { name: "linux-6.17", since: { endsInWindow: true } },
  {
    name: "linux-6.18",
    measured: "6.18.44",
    since: { inexactRst: "challenged", challengesUnsent: true, resetMustAck: false },
  },
  { name: "linux-7.3", measured: "7.3.4" },
];

/** The releases above as they behave, oldest first. */
export const kernels: readonly Kernel[] = (() => {
  let upstream = LINUX_3_10;
  return releases.map(({ name, measured = null, since, backported }): Kernel => {
    upstream = { ...upstream, ...since };
    return { ...upstream, ...backported, name, measured };
  });
})();

const version = (name: string): number => {
  const match = /^linux-(\d+)\.(\d+)$/.exec(name);
  return match ? Number(match[1]) * 1000 + Number(match[2]) : NaN;
};

/**
 * How the kernel of that name behaves, for instance `linux-6.12`. One that is not listed behaves
 * like the last one before it, and counts as not measured.
 * Throws a RangeError for a name that is not of this form, and for kernels before 3.10.
 */
export function kernelNamed(name: string): Kernel {
  const last = kernels.findLast((listed) => version(listed.name) <= version(name));
  if (!last)
    throw new RangeError(
      `The model knows no kernel "${name}"; try "linux-6.18", or any from 3.10.`,
    );
  return last.name === name ? last : { ...last, name, measured: null };
}
