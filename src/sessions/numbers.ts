import { after, diff, endSeq, type Seq } from "../model/index.ts";
import type { Packet } from "./packet.ts";
import type { Side, State } from "./states.ts";
import type { Relative, TracePacket } from "./trace.ts";

/** Numbers an end has reached in its connection. */
interface Reached {
  readonly isn: Seq;
  next: Seq;
}

/** Where an old connection had ended that a SYN met. */
interface Old {
  readonly next: Readonly<Record<Side, Seq>>;
  readonly holder: Side;
  /** Whether the SYN is the holder's own. */
  readonly own: boolean;
  readonly refused: boolean;
}

/** What the packets before it make of a packet. */
export type Numbered = Pick<
  TracePacket,
  "seq" | "ack" | "tsval" | "tsecr" | "again" | "reuses" | "reopens"
>;

/** No kernel sends anything again sooner than this; a copy comes at once. In µs. */
const SOONEST_AGAIN = 100_000;

/** Whether an end in that state still holds an old connection that a SYN can meet. */
export const holdsOld = (state: State): boolean =>
  !["CLOSED", "LISTEN", "SYN-SENT", "SYN-RECV"].includes(state);

export const peerOf = (side: Side): Side => (side === "client" ? "server" : "client");

/**
 * Tells each packet's numbers from where the reader knows, in the order in which they were sent.
 * They are relative to each connection's ISNs; those of a SYN that meets an old connection, and of
 * all that answers it, to where that had ended: the kernel compares with it.
 */
export class Numbers {
  readonly #reached: Record<Side, Reached | null> = { client: null, server: null };
  readonly #last: Record<Side, Packet | null> = { client: null, server: null };
  #old: Old | null = null;
  #tsRecent: number | null = null;

  /**
   * @param states of both ends, before it is sent
   * @param letIn whether its receiver answers a SYN with a SYN-ACK
   */
  take(packet: Packet, side: Side, states: Record<Side, State>, letIn: boolean): Numbered {
    const peer = peerOf(side);
    const again = this.#again(packet, side);
    const met = packet.flags === "S" && holdsOld(states[peer]);
    const reuses = packet.flags === "S" && ["TIME-WAIT", "FIN-WAIT-2"].includes(states[side]);
    if (packet.flags === "S") this.#open(side, { met, reuses, again: again !== null, letIn });
    const syn = packet.flags.includes("S");
    if (syn) this.#reached[side] = { isn: packet.seq, next: packet.seq };
    const numbered = {
      seq: this.#relative(packet.seq, side, syn),
      ack: packet.flags.includes("A") ? this.#relative(packet.ack, peer, syn) : null,
      tsval: timestamp(packet.tsval, met ? this.#tsRecent : null),
      tsecr: packet.tsecr ? timestamp(packet.tsecr, null) : null,
      again,
      reuses,
      reopens: this.#old !== null && syn && (this.#old.own ? side === this.#old.holder : true),
    };
    const own = this.#reached[side];
    if (own && after(endSeq(packet), own.next)) own.next = endSeq(packet);
    if (side === "client") this.#tsRecent = packet.tsval ?? null;
    this.#last[side] = packet;
    return numbered;
  }

  /** A SYN begins another connection, and may have met what is left of the last. */
  #open(
    side: Side,
    { met, reuses, again, letIn }: Record<"met" | "reuses" | "again" | "letIn", boolean>,
  ): void {
    const { client, server } = this.#reached;
    if (again && this.#old && (met || !this.#old.refused)) {
      this.#old = { ...this.#old, refused: met && !letIn };
      return;
    }
    const next = client && server ? { client: client.next, server: server.next } : null;
    this.#old =
      next && (met || reuses)
        ? { next, holder: reuses ? side : peerOf(side), own: reuses, refused: met && !letIn }
        : null;
    this.#reached.client = this.#reached.server = null;
  }

  #relative(value: Seq, of: Side, syn: boolean): Relative {
    const old = this.#old;
    if (old && (syn ? of === old.holder || !old.own : old.refused))
      return { base: of === old.holder ? "snd_nxt" : "rcv_nxt", offset: diff(value, old.next[of]) };
    const isn = this.#reached[of]?.isn;
    return isn === undefined
      ? { base: "none", offset: value }
      : { base: "isn", offset: diff(value, isn) };
  }

  /** Whether these numbers were sent before: all at once, and with the same TSval, is no second try. */
  #again(packet: Packet, side: Side): TracePacket["again"] {
    const reached = this.#reached[side];
    const takesSpace = endSeq(packet) !== packet.seq;
    const before = takesSpace && reached && !after(endSeq(packet), reached.next);
    if (!before || (packet.flags.includes("S") && packet.seq !== reached.isn)) return null;
    const last = this.#last[side];
    const same =
      last?.seq === packet.seq && last.flags === packet.flags && last.tsval === packet.tsval;
    return same && packet.at - last.at < SOONEST_AGAIN ? "copied" : "sent";
  }
}

function timestamp(value: number | undefined, recent: number | null): Relative | null {
  if (value === undefined) return null;
  return recent === null
    ? { base: "none", offset: value }
    : { base: "ts_recent", offset: diff(value, recent) };
}
