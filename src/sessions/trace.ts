import { after, diff, endSeq, type Seq } from "../model/index.ts";
import type { Packet } from "./packet.ts";
import { fold } from "./fold.ts";
import { follow, type Becomes, type Known, type Moment, type Side, type State } from "./states.ts";

/** A number told from where the reader knows: a connection's ISN, or the old connection's end. */
export interface Relative {
  readonly base: "isn" | "rcv_nxt" | "snd_nxt" | "ts_recent" | "none";
  readonly offset: number;
}

/** A packet as the ladder draws it. */
export interface TracePacket {
  readonly kind: "packet";
  readonly number: number;
  /** µs since the session began. */
  readonly at: number;
  readonly from: Side;
  readonly flags: string;
  readonly seq: Relative;
  readonly ack: Relative | null;
  readonly tsval: Relative | null;
  /** Payload bytes. */
  readonly length: number;
  readonly becomes: Becomes;
  /** What became of a SYN that met an old connection's end; null for all other packets. */
  readonly verdict: "accepted" | "refused" | null;
  /** A SYN from the side that holds TIME_WAIT, or FIN_WAIT_2: connect() has taken it over. */
  readonly reuses: boolean;
  /** One of the packets that open a connection again. */
  readonly reopens: boolean;
  /** The first FIN of its connection. */
  readonly closesFirst: boolean;
}

/** A system call that sent nothing. */
export interface TraceCall {
  readonly kind: "call";
  readonly at: number;
  readonly from: Side;
  readonly name: string;
  readonly errno: string;
}

/** A packet leaves that was captured only later: it is on its way until then. */
export interface TraceDeparture {
  readonly kind: "departure";
  readonly at: number;
  readonly from: Side;
  /** The number of the packet. */
  readonly packet: number;
  readonly becomes: Becomes;
}

/** Packets that only carry a stream, too many to be drawn one by one. */
export interface TraceFold {
  readonly kind: "fold";
  /** The numbers of the first and the last of them. */
  readonly first: number;
  readonly last: number;
  /** µs since the session began: of the first and the last. */
  readonly at: number;
  readonly until: number;
  /** Who sent the stream. */
  readonly from: Side;
  /** How many they are, acknowledgments among them, and the payload bytes they carry. */
  readonly packets: number;
  readonly bytes: number;
}

export type TraceEvent = TracePacket | TraceCall | TraceDeparture | TraceFold;

/** What happened between two ends, in order: what a ladder shows. */
export interface Trace {
  readonly ends: Readonly<Record<Side, string>>;
  /** The states of both ends before the first event. */
  readonly start: Readonly<Record<Side, State>>;
  readonly events: readonly TraceEvent[];
}

/** Numbers the ends have reached. */
interface Reached {
  isn: Seq;
  next: Seq;
}

/** Whether an end in that state still holds an old connection that a SYN can meet. */
const holdsOld = (state: State): boolean =>
  !["CLOSED", "LISTEN", "SYN-SENT", "SYN-RECV"].includes(state);

/**
 * The trace of one four-tuple's packets, and of calls that sent none.
 * Sequence numbers are relative to each connection's ISNs; those of a SYN that meets an old
 * connection, and of all that answers it, to where that had ended: the kernel compares with it.
 * @param known also when packets were sent that were captured only later, in session µs by number
 */
export function traceOf(
  ends: Readonly<Record<Side, string>>,
  packets: readonly Packet[],
  calls: readonly TraceCall[] = [],
  known: Known & { readonly sent?: ReadonlyMap<number, number> } = {},
): Trace {
  const from = (packet: Packet): Side => (packet.from === ends.server ? "server" : "client");
  const moments = packets
    .flatMap((packet): Moment[] => {
      const at = known.sent?.get(packet.number);
      if (at === undefined) return [packet];
      return [
        { ...packet, at, half: "departure" },
        { ...packet, half: "arrival" },
      ];
    })
    .toSorted((a, b) => a.at - b.at);
  const states = follow(moments, from, known);
  const reached: Record<Side, Reached | null> = { client: null, server: null };
  /** Where the old connection had ended, who held it, whether the SYN is his own, and was refused. */
  let old: { next: Record<Side, Seq>; holder: Side; own: boolean; refused: boolean } | null = null;
  const start = { client: "CLOSED", server: "LISTEN" } as const;
  const state: Record<Side, State> = { ...start };
  let tsRecent: number | null = null;
  /** The packet that began to close the connection. */
  let closing: number | null = null;

  const traced = moments.map((packet, index): TracePacket | TraceDeparture => {
    const side = from(packet);
    const peer = side === "client" ? "server" : "client";
    const becomes = states[index] ?? {};
    if (packet.flags.includes("F")) closing ??= packet.number;
    if (packet.half === "departure") {
      Object.assign(state, becomes);
      return { kind: "departure", at: packet.at, from: side, packet: packet.number, becomes };
    }
    const met = packet.flags === "S" && holdsOld(state[peer]);
    const refused = met && becomes[peer] !== "SYN-RECV";
    const reuses = packet.flags === "S" && ["TIME-WAIT", "FIN-WAIT-2"].includes(state[side]);
    if (packet.flags === "S") {
      const { client, server } = reached;
      const known = (met || reuses) && client && server;
      const next = known ? { client: client.next, server: server.next } : null;
      old = next && { next, holder: reuses ? side : peer, own: reuses, refused };
      reached.client = reached.server = null;
      closing = null;
    }
    const syn = packet.flags.includes("S");
    if (syn) reached[side] = { isn: packet.seq, next: packet.seq };
    const relative = (value: Seq, of: Side): Relative => {
      const meets = old && (syn ? of === old.holder || !old.own : old.refused);
      if (old && meets)
        return {
          base: of === old.holder ? "snd_nxt" : "rcv_nxt",
          offset: diff(value, old.next[of]),
        };
      const isn = reached[of]?.isn;
      return isn === undefined
        ? { base: "none", offset: value }
        : { base: "isn", offset: diff(value, isn) };
    };
    const event: TracePacket = {
      kind: "packet",
      number: packet.number,
      at: packet.at,
      from: side,
      flags: spell(packet.flags),
      seq: relative(packet.seq, side),
      ack: packet.flags.includes("A") ? relative(packet.ack, peer) : null,
      tsval: timestamp(packet, met ? tsRecent : null),
      length: packet.length,
      becomes,
      verdict: met ? (refused ? "refused" : "accepted") : null,
      reuses,
      reopens: old !== null && syn && (reuses || !old.own),
      closesFirst: closing === packet.number,
    };
    const own = reached[side];
    if (own && after(endSeq(packet), own.next)) own.next = endSeq(packet); // not when it is sent again
    if (side === "client") tsRecent = packet.tsval ?? null;
    Object.assign(state, becomes);
    return event;
  });
  return { ends, start, events: fold([...traced, ...calls].toSorted((a, b) => a.at - b.at)) };
}

/**
 * The part of a trace from one packet number to another, both included, and calls in between.
 * What is folded stays whole. Throws a RangeError when there is no packet of the first number or
 * after it.
 */
export function cut(trace: Trace, first: number, last: number): Trace {
  const lastOf = (event: TraceEvent) =>
    event.kind === "packet" ? event.number : event.kind === "fold" ? event.last : null;
  const index = (fits: (number: number) => boolean) =>
    trace.events.findIndex((event) => {
      const number = lastOf(event);
      return number !== null && fits(number);
    });
  const begin = index((number) => number >= first);
  const end = index((number) => number > last);
  if (begin < 0) throw new RangeError(`there is no packet ${first} to begin with`);
  const start = trace.events
    .slice(0, begin)
    .reduce(
      (states, event) => ("becomes" in event ? { ...states, ...event.becomes } : states),
      trace.start,
    );
  return { ...trace, start, events: trace.events.slice(begin, end < 0 ? undefined : end) };
}

function timestamp({ tsval }: Packet, recent: number | null): Relative | null {
  if (tsval === undefined) return null;
  return recent === null
    ? { base: "none", offset: tsval }
    : { base: "ts_recent", offset: diff(tsval, recent) };
}

const NAMES: Record<string, string> = {
  S: "SYN",
  A: "ACK",
  F: "FIN",
  R: "RST",
  P: "PSH",
  U: "URG",
};

/** `SA` → `SYN ACK`; a FIN or PSH goes before the ACK, as it is read. */
const spell = (flags: string): string =>
  Array.from("SFRPUA")
    .filter((letter) => flags.includes(letter))
    .map((letter) => NAMES[letter])
    .join(" ");
