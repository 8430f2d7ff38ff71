import { add, type Seq } from "./seq.ts";

/** One TCP segment, as far as these decisions look at it. */
export interface Segment {
  /** The flags that are set, as letters in any order: S, A, F, R, P, U. */
  readonly flags: string;
  /** Sequence number of the first byte (or of the SYN). */
  readonly seq: Seq;
  /** Acknowledgment number; meaningful only with the A flag. */
  readonly ack?: Seq;
  /** Payload length in bytes; 0 when absent. */
  readonly length?: number;
  /** TSval of the timestamp option (RFC 7323 §3); absent when the segment has no such option. */
  readonly tsval?: number;
  /** TSecr of the timestamp option; 0 when absent. */
  readonly tsecr?: number;
}

/** Whether the segment carries a flag, given as its letter. */
export const has = (segment: Segment, flag: "S" | "A" | "F" | "R"): boolean =>
  segment.flags.includes(flag);

/**
 * The sequence number after the segment's last one: SYN and FIN take one each
 * (RFC 9293 §3.4; TCP_SKB_CB(skb)->end_seq in the kernel).
 */
export const endSeq = (segment: Segment): Seq =>
  add(
    segment.seq,
    (segment.length ?? 0) + (has(segment, "S") ? 1 : 0) + (has(segment, "F") ? 1 : 0),
  );
