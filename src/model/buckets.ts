/** Counts of a host's TIME_WAITs, and what net.ipv4.tcp_max_tw_buckets makes of one more. */
export interface Buckets {
  readonly timeWaits: number;
  /** TcpExtTCPTimeWaitOverflow. */
  readonly overflows: number;
}

/**
 * One more connection comes to TIME_WAIT. Beyond the limit it is simply closed: no TIME_WAIT, no
 * error, only a count (net/ipv4/inet_timewait_sock.c:inet_twsk_alloc; tcp_time_wait).
 */
export const enter = ({ timeWaits, overflows }: Buckets, maxTwBuckets: number): Buckets =>
  timeWaits >= maxTwBuckets
    ? { timeWaits, overflows: overflows + 1 }
    : { timeWaits: timeWaits + 1, overflows };
