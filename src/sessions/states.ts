import { endSeq, type Seq } from "../model/index.ts";
import type { Packet } from "./packet.ts";

export type Side = "client" | "server";

/** RFC 9293 §3.3.2, in the RFC's spelling, except that ss says SYN-RECV. */
export type State =
  | "CLOSED"
  | "LISTEN"
  | "SYN-SENT"
  | "SYN-RECV"
  | "ESTABLISHED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSING"
  | "TIME-WAIT"
  | "CLOSE-WAIT"
  | "LAST-ACK";

/** One end of a connection, as far as the packets on the wire betray it. */
interface End {
  state: State;
  /** The number after its FIN, once it has sent one. */
  fin: Seq | null;
}

/** A packet, or one half of the way of a packet that was sent long before it arrived. */
export type Sighting = Packet & { readonly half?: "departure" | "arrival" };

/** The states that a timer ends, when no packet does: FIN_WAIT_2 once its process has gone. */
export const TIMED: readonly string[] = ["TIME-WAIT", "FIN-WAIT-2"];

/** A side's socket is gone, as its socket table shows. */
export interface Timeout {
  readonly at: number;
  readonly side: Side;
}

/** What can change the state of an end. */
export type Moment = Sighting | Timeout;

/** What packets do not show of the kernels at both ends. */
export interface Known {
  /** tcp_rfc1337: TIME_WAIT ignores every RST. */
  readonly rfc1337?: boolean;
}

/** The new states of both ends after a packet has been sent and has arrived; absent where unchanged. */
export type Becomes = { readonly [side in Side]?: State };

/**
 * Follows both ends of one four-tuple through its packets, from LISTEN and CLOSED.
 * @param from which side sent a packet
 * @returns for each moment, what became of both ends
 */
export function follow(
  moments: readonly Moment[],
  from: (packet: Packet) => Side,
  { rfc1337 = false }: Known = {},
): Becomes[] {
  const ends: Record<Side, End> = {
    client: { state: "CLOSED", fin: null },
    server: { state: "LISTEN", fin: null },
  };
  const packets = moments.filter((moment) => "flags" in moment);
  let index = -1;
  return moments.map((moment) => {
    if ("side" in moment) {
      const end = ends[moment.side];
      if (!TIMED.includes(end.state)) return {}; // a packet has ended it, between two looks
      end.state = "CLOSED";
      return { [moment.side]: end.state };
    }
    index++;
    const { flags, half } = moment;
    const sender = from(moment);
    const receiver = sender === "client" ? "server" : "client";
    const before = { client: ends.client.state, server: ends.server.state };
    if (half !== "arrival") send(ends[sender], moment, ends[receiver].fin);
    const ignored = rfc1337 && flags.includes("R") && ends[receiver].state === "TIME-WAIT";
    if (half !== "departure" && !ignored) {
      const next = packets.find((later, at) => at > index && from(later) === receiver);
      // Only the very next thing its receiver sends answers a SYN: one that is refused may be sent
      // again, with the same number, and then be let in.
      const answered = flags === "S" && next?.flags === "SA" && next.ack === endSeq(moment);
      receive(ends[receiver], moment, { answered, gone: next?.flags.includes("R") ?? false });
    }
    return Object.fromEntries(
      (["client", "server"] as const)
        .filter((side) => ends[side].state !== before[side])
        .map((side) => [side, ends[side].state]),
    );
  });
}

/** @param peerFin the number after the peer's FIN, if the peer has sent one */
function send(end: End, packet: Packet, peerFin: Seq | null): void {
  if (packet.flags === "S") Object.assign(end, { state: "SYN-SENT", fin: null });
  // SYN-SENT answers an ACK that is none of its own with a RST, and goes on (RFC 9293 §3.10.7.3).
  if (packet.flags.includes("R") && end.state !== "SYN-SENT") end.state = "CLOSED";
  if (!packet.flags.includes("F")) return;
  end.fin = endSeq(packet);
  if (end.state === "ESTABLISHED" || end.state === "SYN-RECV") end.state = "FIN-WAIT-1";
  // A FIN that does not acknowledge the peer's was sent before that one came: they crossed.
  if (end.state === "CLOSE-WAIT") end.state = packet.ack === peerFin ? "LAST-ACK" : "CLOSING";
}

/**
 * @param answer whether the receiver answers this packet with a SYN-ACK; whether what it sends next
 *   is a RST, so that a FIN that it has waited for meets nobody any more
 */
function receive(
  end: End,
  packet: Packet,
  { answered, gone }: { answered: boolean; gone: boolean },
): void {
  const { flags, ack } = packet;
  if (flags.includes("R")) end.state = "CLOSED";
  if (flags === "S" && answered) Object.assign(end, { state: "SYN-RECV", fin: null });
  if (flags === "SA" && end.state === "SYN-SENT") end.state = "ESTABLISHED";
  if (flags.includes("A") && !flags.includes("S")) {
    if (end.state === "SYN-RECV") end.state = "ESTABLISHED";
    if (ack === end.fin) {
      if (end.state === "FIN-WAIT-1") end.state = "FIN-WAIT-2";
      else if (end.state === "CLOSING") end.state = "TIME-WAIT";
      else if (end.state === "LAST-ACK") end.state = "CLOSED";
    }
  }
  if (!flags.includes("F")) return;
  if (end.state === "ESTABLISHED") end.state = "CLOSE-WAIT";
  else if (end.state === "FIN-WAIT-1") end.state = "CLOSING";
  else if (end.state === "FIN-WAIT-2") end.state = gone ? "CLOSED" : "TIME-WAIT";
}
