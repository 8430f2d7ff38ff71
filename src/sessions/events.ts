import { fold } from "./fold.ts";
import { holdsOld, Numbers, peerOf, type Numbered } from "./numbers.ts";
import type { Packet } from "./packet.ts";
import type { Becomes, Side, State } from "./states.ts";
import type { Trace, TraceCall, TraceDeparture, TracePacket, TraceTimeout } from "./trace.ts";

/** A packet as it leaves, as it arrives, or both at once; with what becomes of the ends. */
interface SeenPacket {
  readonly packet: Packet;
  readonly at: number;
  readonly half: "departure" | "arrival" | null;
  readonly lost?: boolean;
  readonly arrives?: number;
  readonly becomes: Becomes;
}

/** What happened between two ends. */
export type Seen = SeenPacket | Omit<TraceTimeout, "kind">;

/** The events of a trace, from what was seen, in order. The calls go where their times say. */
export function eventsOf(
  { ends, start }: Pick<Trace, "ends" | "start">,
  seen: readonly Seen[],
  calls: readonly TraceCall[],
): Trace["events"] {
  const teller = new Teller(ends.server, start, seen);
  const events = seen.map((one) => teller.tell(one));
  return fold(withCalls(events, calls));
}

function withCalls<E extends { readonly at: number }>(
  events: readonly E[],
  calls: readonly TraceCall[],
): (E | TraceCall)[] {
  const merged: (E | TraceCall)[] = [...events];
  for (const call of calls) {
    const next = merged.findIndex(({ at }) => at > call.at);
    merged.splice(next < 0 ? merged.length : next, 0, call);
  }
  return merged;
}

/** Tells one thing after the other. */
class Teller {
  readonly #server: string;
  readonly #numbers = new Numbers();
  readonly #known = new Map<number, Numbered>();
  readonly #arrived = new Set<number>();
  /** SYNs that are answered by a SYN-ACK, by number. */
  readonly #letIn: ReadonlySet<number>;
  readonly #state: Record<Side, State>;
  /** The SYN by which the peer opened each side's connection. */
  readonly #openedBy: Record<Side, number | null> = { client: null, server: null };
  /** The packet that began to close the connection. */
  #closing: number | null = null;

  constructor(server: string, start: Trace["start"], seen: readonly Seen[]) {
    this.#server = server;
    this.#state = { ...start };
    this.#letIn = new Set(
      seen.flatMap((one) =>
        "packet" in one && Object.values(one.becomes).includes("SYN-RECV")
          ? [one.packet.number]
          : [],
      ),
    );
  }

  tell(seen: Seen): TracePacket | TraceDeparture | TraceTimeout {
    const told = "packet" in seen ? this.#packet(seen) : { kind: "timeout" as const, ...seen };
    Object.assign(this.#state, seen.becomes);
    return told;
  }

  #packet({ packet, at, half, lost = false, arrives, becomes }: SeenPacket) {
    const from: Side = packet.from === this.#server ? "server" : "client";
    const { number, length } = packet;
    const numbered = this.#known.get(number) ?? this.#send(packet, from);
    const flags = spell(packet.flags);
    if (half === "departure")
      return { kind: "departure", at, from, packet: number, flags, becomes } as const;
    const fate = lost ? LOST : this.#arrive(packet, peerOf(from), becomes);
    return {
      kind: "packet",
      number,
      at,
      ...(arrives !== undefined && { arrives }),
      from,
      flags,
      length,
      raw: packet,
      becomes,
      lost,
      ...numbered,
      ...fate,
      again: fate.copied ? "copied" : numbered.again,
      closesFirst: this.#closing === number,
    } as const;
  }

  #send(packet: Packet, from: Side): Numbered {
    if (packet.flags === "S") this.#closing = null;
    if (packet.flags.includes("F")) this.#closing ??= packet.number;
    const letIn = this.#letIn.has(packet.number);
    const numbered = this.#numbers.take(packet, from, this.#state, letIn);
    this.#known.set(packet.number, numbered);
    return numbered;
  }

  /** What a packet meets where it arrives. */
  #arrive({ flags, number, seq }: Packet, side: Side, becomes: Becomes) {
    const [state, next] = [this.#state[side], becomes[side]];
    const copied = this.#arrived.has(number);
    this.#arrived.add(number);
    const late = this.#openedBy[side] === seq && state !== "TIME-WAIT";
    const met = flags === "S" && holdsOld(state) && !late;
    const refused = met && next !== "SYN-RECV";
    if (next === "SYN-RECV") this.#openedBy[side] = seq;
    return {
      copied,
      verdict: met ? (refused ? ("refused" as const) : ("accepted" as const)) : null,
      rejected: refused || isRejected(flags, state, next),
      restarts: state === "TIME-WAIT" && next === undefined && /A/.test(flags) && !/R/.test(flags),
    };
  }
}

const LOST = { copied: false, verdict: null, rejected: false, restarts: false };

/** Whether a segment that is no SYN finds nobody to take it, or somebody who may not. */
function isRejected(flags: string, state: State, next: State | undefined): boolean {
  if (flags.includes("S")) return false;
  if (state === "CLOSED" || state === "LISTEN") return !flags.includes("R");
  if (flags.includes("R")) return next === undefined;
  return state === "SYN-SENT";
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
