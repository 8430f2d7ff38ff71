/**
 * Kernels as data. Each field is a behaviour that differs between releases and that the model
 * follows.
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
}

/** TCP_PAWS_24DAYS, in seconds: a millisecond clock has not yet gone half way round. */
const PAWS_24DAYS = 24 * 24 * 60 * 60;

/** TCP_PAWS_WRAP, in seconds: INT_MAX microseconds, since a clock may tick in microseconds. */
const PAWS_WRAP = Math.floor(0x7fffffff / 1_000_000);

/**
 * The releases in which a behaviour changed, or whose answers were recorded, oldest first. A
 * release that is not listed behaves like the last one before it.
 */
export const kernels: readonly Kernel[] = [
  {
    name: "linux-3.10",
    measured: null,
    reopenIsn: "continued",
    pawsWrap: PAWS_24DAYS,
    rstRestarts: true,
  },
  // tcp_v4_fill_cb() zeroes the ISN before the listener sees it: read in 4.19, measured in 6.1.
  {
    name: "linux-4.15",
    measured: null,
    reopenIsn: "fresh",
    pawsWrap: PAWS_24DAYS,
    rstRestarts: true,
  },
  // "tcp: do not restart timewait timer on rst reception", 2018-08.
  {
    name: "linux-4.19",
    measured: null,
    reopenIsn: "fresh",
    pawsWrap: PAWS_24DAYS,
    rstRestarts: false,
  },
  {
    name: "linux-6.1",
    measured: "6.1.192",
    reopenIsn: "fresh",
    pawsWrap: PAWS_24DAYS,
    rstRestarts: false,
  },
  // af7721448a60, together with microsecond timestamps.
  {
    name: "linux-6.7",
    measured: null,
    reopenIsn: "fresh",
    pawsWrap: PAWS_WRAP,
    rstRestarts: false,
  },
  // "tcp: fix ISN selection in TIMEWAIT -> SYN_RECV", 2024-04.
  {
    name: "linux-6.10",
    measured: null,
    reopenIsn: "continued",
    pawsWrap: PAWS_WRAP,
    rstRestarts: false,
  },
  {
    name: "linux-6.18",
    measured: "6.18.44",
    reopenIsn: "continued",
    pawsWrap: PAWS_WRAP,
    rstRestarts: false,
  },
];

const version = (name: string): number => {
  const match = /^linux-(\d+)\.(\d+)$/.exec(name);
  return match ? Number(match[1]) * 1000 + Number(match[2]) : NaN;
};

/**
 * How the kernel of that name behaves, for instance `linux-6.12`.
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
