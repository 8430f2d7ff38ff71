import type { Happening, Sent } from "../model/index.ts";
import type { Becomes, Side, State } from "./states.ts";
import type { Seen } from "./events.ts";

/** One end's share in what happened: a packet leaves or arrives, or a timer runs out. */
export type Turn = {
  readonly at: number;
  /** What this end has become by it. */
  becomes?: State;
} & (
  | { readonly what: "leaves"; readonly packet: Sent }
  | { readonly what: "arrives"; readonly packet: Sent }
  | { readonly what: "timeout" }
);

/** States that an end enters by sending: they belong to the packet that leaves next. */
const BY_SENDING = ["SYN_SENT", "FIN_WAIT1", "LAST_ACK"];

/** `FIN_WAIT1` → `FIN-WAIT-1` */
const spell = (state: string): State => state.replace("_", "-").replace(/(?=\d)/, "-") as State;

/** What happened at one end, in order, each new state with what brought it about. */
export function turnsOf(local: string, remote: string, log: readonly Happening[]): Turn[] {
  const sent = new Map(
    log.flatMap((one) => (one.what === "sent" ? [[one.packet.number, one.packet]] : [])),
  );
  const turns: Turn[] = [];
  let entering: State | undefined;
  for (const one of log) {
    const { at } = one;
    if (one.what === "became") {
      if (one.local !== local || one.remote !== remote) continue;
      const becomes = spell(one.state);
      if (BY_SENDING.includes(one.state)) {
        entering = becomes;
        const last = turns.at(-1);
        if (last?.what === "timeout" && last.at === at) turns.pop(); // its own connect() took it over
      } else {
        const cause = causeOf(turns, at, becomes);
        if (cause) cause.becomes = becomes;
        else turns.push({ what: "timeout", at, becomes });
      }
      continue;
    }
    const packet = sent.get(one.packet.number);
    if (!packet) continue;
    const { from, to } = packet;
    if (one.what === "sent" && from === local && to === remote) {
      turns.push({ what: "leaves", at, packet, ...(entering && { becomes: entering }) });
      entering = undefined;
    } else if (one.what === "arrived" && from === remote && to === local)
      turns.push({ what: "arrives", at, packet });
  }
  return arrivalsFirst(turns);
}

/** A RST that has just left, else what has just arrived, else what has just left. */
function causeOf(turns: readonly Turn[], at: number, becomes: State): Turn | undefined {
  const now = turns.filter((turn) => turn.at === at);
  const last = now.at(-1);
  if (last?.what === "leaves" && becomes === "CLOSED" && last.packet.flags.includes("R"))
    return last;
  return now.findLast(({ what }) => what === "arrives") ?? last;
}

/** What arrives at the same moment comes before what leaves: a burst, then its acknowledgments. */
const arrivalsFirst = (turns: readonly Turn[]): Turn[] =>
  turns.toSorted((a, b) => a.at - b.at || Number(wasUnderWay(b)) - Number(wasUnderWay(a)));

const wasUnderWay = (turn: Turn): boolean => turn.what === "arrives" && turn.packet.at < turn.at;

/**
 * Both ends' turns as one sequence. A packet is one event where nothing else happens between its
 * two ends' turns; else it leaves and arrives as two.
 */
export function* merged(turns: Readonly<Record<Side, readonly Turn[]>>): Generator<Seen> {
  const left = { client: [...turns.client], server: [...turns.server] };
  const underWay = new Set<number>();
  for (;;) {
    const side = first(left, underWay);
    if (!side) return;
    const peer = side === "client" ? "server" : "client";
    const turn = left[side].shift();
    if (!turn) return;
    const { at } = turn;
    const becomes: Becomes = turn.becomes ? { [side]: turn.becomes } : {};
    if (turn.what === "timeout") {
      yield { at, from: side, becomes };
      continue;
    }
    const { arrives, ...packet } = turn.packet;
    if (turn.what === "arrives") yield { packet, at, half: "arrival", becomes };
    else if (arrives.length === 0) yield { packet, at, half: null, lost: true, becomes };
    else {
      const met = left[peer][0];
      underWay.add(packet.number);
      if (met?.what === "arrives" && met.packet.number === packet.number) {
        left[peer].shift();
        const both = met.becomes ? { ...becomes, [peer]: met.becomes } : becomes;
        yield { packet, at, half: null, arrives: met.at, becomes: both };
      } else yield { packet, at, half: "departure", becomes };
    }
  }
}

/** The side whose turn it is: the earlier one; of two at once, not one that waits for the other. */
function first(left: Record<Side, readonly Turn[]>, underWay: ReadonlySet<number>): Side | null {
  const [c, s] = [left.client[0], left.server[0]];
  if (!c || !s) return c ? "client" : s ? "server" : null;
  if (c.at !== s.at) return c.at < s.at ? "client" : "server";
  return c.what === "arrives" && !underWay.has(c.packet.number) ? "server" : "client";
}
