import { endSeq, type TimeWait } from "../model/index.ts";
import type { Packet } from "./packet.ts";

/** A TIME_WAIT that a captured segment met, with the host's clock at that moment, in ms. */
export interface Met {
  readonly timeWait: TimeWait;
  readonly segment: Packet;
  readonly now: number;
}

/**
 * What the host knew when a packet reached its TIME_WAIT, reconstructed from the packets before it:
 * the last FIN of either side ends the old connection, and the peer's FIN brought the last timestamp.
 * Clocks count from the beginning of the session.
 * Throws a RangeError when there is no such packet, or no connection on its four-tuple had ended.
 */
export function timeWaitMet(packets: readonly Packet[], number: number): Met {
  const segment = packets[number - 1];
  if (!segment) throw new RangeError(`There is no packet ${number}.`);
  const { from, to, at } = segment;
  const earlier = packets.slice(0, number - 1);
  const lastFin = (source: string, target: string) =>
    earlier.findLast((one) => one.from === source && one.to === target && one.flags.includes("F"));
  const [own, peers] = [lastFin(to, from), lastFin(from, to)];
  if (!own || !peers)
    throw new RangeError(
      `No connection between ${from} and ${to} had ended before packet ${number}.`,
    );
  const entered = Math.max(own.at, peers.at);
  const timeWait: TimeWait = {
    rcvNxt: endSeq(peers),
    sndNxt: endSeq(own),
    tsRecent: peers.tsval ?? null,
    tsRecentStamp: Math.floor(entered / 1e6),
    entryStamp: Math.floor(entered / 1e3),
  };
  return { timeWait, segment, now: Math.floor(at / 1e3) };
}
