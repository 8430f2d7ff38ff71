import type { Packet } from "./packet.ts";
import type { Becomes, Side, State } from "./states.ts";

/** A number told from where the reader knows: a connection's ISN, or the old connection's end. */
export interface Relative {
  readonly base: "isn" | "rcv_nxt" | "snd_nxt" | "ts_recent" | "none";
  readonly offset: number;
}

/** A packet as the ladder draws it. */
export interface TracePacket {
  readonly kind: "packet";
  readonly number: number;
  /** µs since the session began: when it was captured; of a simulated one, when its row begins. */
  readonly at: number;
  /** When it arrived, where that is known and is another time. */
  readonly arrives?: number;
  readonly from: Side;
  readonly flags: string;
  readonly seq: Relative;
  readonly ack: Relative | null;
  readonly tsval: Relative | null;
  readonly tsecr: Relative | null;
  /** Payload bytes. */
  readonly length: number;
  /** As it was on the wire: absolute numbers, window, options. */
  readonly raw: Packet;
  readonly becomes: Becomes;
  /** Whether it never arrives. */
  readonly lost: boolean;
  /** Its numbers had been sent before: by its sender, or it is a copy that the path made. */
  readonly again: "sent" | "copied" | null;
  /** Its receiver takes nothing of it: a refused SYN, an ignored RST, an ACK that is answered by a RST. */
  readonly rejected: boolean;
  /** The receiver's TIME_WAIT begins its 60 s anew. */
  readonly restarts: boolean;
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

/** A packet leaves, and something else happens before it arrives: it is on its way until then. */
export interface TraceDeparture {
  readonly kind: "departure";
  readonly at: number;
  readonly from: Side;
  /** The number of the packet. */
  readonly packet: number;
  readonly flags: string;
  readonly becomes: Becomes;
}

/** A side's state changes without a packet: a timer has run out. */
export interface TraceTimeout {
  readonly kind: "timeout";
  /** When it was seen: by the model at once, by ss at its next look. */
  readonly at: number;
  readonly from: Side;
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
  /** How many they are, acknowledgments among them; how many were lost; the payload bytes. */
  readonly packets: number;
  readonly lost: number;
  readonly bytes: number;
}

export type TraceEvent = TracePacket | TraceCall | TraceDeparture | TraceTimeout | TraceFold;

/** What happened between two ends, in order: what a ladder shows. */
export interface Trace {
  readonly ends: Readonly<Record<Side, string>>;
  /** The states of both ends before the first event. */
  readonly start: Readonly<Record<Side, State>>;
  /** When these began, in µs, where that is known. */
  readonly since?: Readonly<Partial<Record<Side, number>>>;
  readonly events: readonly TraceEvent[];
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
  return slice(trace, begin, end < 0 ? undefined : end);
}

/**
 * Some of a trace's events, by their places; it starts in the states that the events before led to, and
 * knows since when.
 */
export function slice(trace: Trace, begin: number, end?: number): Trace {
  let { start, since = {} } = trace;
  for (const event of trace.events.slice(0, begin)) {
    const becomes = "becomes" in event ? event.becomes : {};
    start = { ...start, ...becomes };
    const begun: Side[] = (["client", "server"] as const).filter((side) => becomes[side]);
    if (event.kind === "packet" && event.restarts)
      begun.push(event.from === "client" ? "server" : "client");
    for (const side of begun) since = { ...since, [side]: event.at };
  }
  return { ...trace, start, since, events: trace.events.slice(begin, end) };
}
