import { endSeq, has, type Segment } from "./segment.ts";
import type { Seq } from "./seq.ts";

/**
 * What the host sends back. `tsecr` is null where the answer has no timestamp option; its TSval is
 * the host's own clock, which decides nothing here.
 */
export type Answer =
  | {
      readonly kind: "SYN-ACK";
      /** First sequence number; `fresh`: a new one, as for any new connection. */
      readonly isn: Seq | "fresh";
      readonly ack: Seq;
      readonly tsecr: number | null;
    }
  | {
      readonly kind: "ACK";
      readonly seq: Seq | "fresh";
      readonly ack: Seq;
      readonly tsecr: number | null;
    }
  /** `ack` is null where the RST has no ACK flag. */
  | { readonly kind: "RST"; readonly seq: Seq; readonly ack: Seq | null }
  | { readonly kind: "silence" };

export const silence: Answer = { kind: "silence" };

/**
 * The RST that answers a segment which nobody expected; none answers an RST
 * (RFC 9293 §3.5.2; net/ipv4/tcp_ipv4.c:tcp_v4_send_reset).
 */
export function reset(segment: Segment): Answer {
  if (has(segment, "R")) return silence;
  return has(segment, "A")
    ? { kind: "RST", seq: segment.ack ?? 0, ack: null }
    : { kind: "RST", seq: 0, ack: endSeq(segment) };
}
