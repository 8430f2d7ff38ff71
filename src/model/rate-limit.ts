import { endSeq, has, type Segment } from "./segment.ts";

/** net.ipv4.tcp_invalid_ratelimit where nothing was written to it, in ms. */
export const INVALID_RATELIMIT = 500;

/** When the last of a socket's ACKs to segments out of window left, in ms; absent: none has. */
export interface Limited {
  readonly lastOowAck?: number;
}

/**
 * Whether another ACK would follow the last one too soon
 * (net/ipv4/tcp_input.c:__tcp_oow_rate_limited). `limit` is tcp_invalid_ratelimit, in ms.
 */
export function oowRateLimited({ lastOowAck }: Limited, now: number, limit: number): boolean {
  if (lastOowAck === undefined) return false;
  const elapsed = now - lastOowAck;
  return 0 <= elapsed && elapsed < limit;
}

/** Whether the limit leaves the segment alone: data and FINs are not part of a loop of ACKs. */
export const isUnlimited = (segment: Segment): boolean =>
  segment.seq !== endSeq(segment) && !has(segment, "S");
