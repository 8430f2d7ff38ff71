import { after, before, type Seq } from "./seq.ts";

/**
 * Whether the numbers [seq, end) touch the window [from, to), or are empty at its far edge
 * (RFC 9293 §3.10.7.4; net/ipv4/tcp_minisocks.c:tcp_in_window).
 */
export function inWindow(seq: Seq, end: Seq, from: Seq, to: Seq): boolean {
  if (seq === from) return true;
  if (after(end, from) && before(seq, to)) return true;
  return seq === to && seq === end;
}
