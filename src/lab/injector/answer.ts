import type { Segment } from "../../sessions/packet.ts";
import { diff } from "../../model/index.ts";
import type { Reply } from "../../oracle/case.ts";
import { endOf } from "./peer.ts";
import type { Base } from "./play.ts";

const REACTIONS: Record<string, string> = {
  SA: "SYN-ACK",
  S: "SYN",
  A: "ACK",
  FA: "FIN-ACK",
  R: "RST",
  RA: "RST",
};

/** How results write flags. */
const letters = (flags: string) =>
  ["S", "F", "R", "P", "U", "A"].filter((one) => flags.includes(one)).join("");

/** The name of what the kernel did: what it sent first, or silence. */
export function reactionTo([first]: readonly Segment[]): string {
  return first === undefined ? "silence" : (REACTIONS[letters(first.flags)] ?? "other");
}

/** One segment from the kernel, its numbers relative to those the case began with. */
export function describeReply(segment: Segment, base: Base, probe?: Segment): Reply {
  const { tsval, tsecr, options } = segment;
  const acks = segment.flags.includes("A");
  const opts = [
    ...(options.mss === undefined ? [] : [`mss${options.mss}`]),
    ...(options.sackOk ? ["sackOK"] : []),
    ...(tsval === undefined ? [] : ["ts"]),
    ...(options.wscale === undefined ? [] : [`ws${options.wscale}`]),
  ];
  return {
    flags: letters(segment.flags),
    seq_rel_snd_nxt: diff(segment.seq, base.sndNxt),
    ...(acks && { ack_rel_rcv_nxt: diff(segment.ack, base.rcvNxt) }),
    ...(acks && probe && { ack_rel_seg_end: diff(segment.ack, endOf(probe)) }),
    ts: tsval !== undefined,
    ...(tsval !== undefined && { tsval_rel_last: diff(tsval, base.last) }),
    ...(tsecr !== undefined && { tsecr_rel_recent: diff(tsecr, base.recent) }),
    ...(probe?.tsval !== undefined &&
      tsecr !== undefined && { tsecr_echoes_probe: tsecr === probe.tsval }),
    win: segment.window,
    ...(opts.length > 0 && { opts: opts.join(" ") }),
  };
}
