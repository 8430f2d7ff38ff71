/** The numbers this chapter's prose gives, computed from its sessions and from the oracle's answers. */
import { count, span } from "../../../components/lang.ts";
import { recorded } from "../../../src/oracle/recorded.ts";
import type { SessionModule } from "../../../src/sessions/module.ts";
import type { Packet } from "../../../src/sessions/packet.ts";
import { diff } from "time-wait";
import * as assassination from "session/assassination";
import * as closeWait from "session/close-wait-reset";
import * as lastAck from "session/last-ack";
import * as aged from "session/long-lived";
import * as agedStamped from "session/long-lived-timestamps";
import * as nat from "session/nat";

/** A SYN that is refused, the four packets that follow, and what they cost; the steps' names are everywhere the same. */
const healed = ({ packetOf }: Pick<SessionModule, "packetOf">) => ({
  syn: packetOf("refused").number,
  ack: packetOf("answered-by-ack").number,
  rst: packetOf("reset").number,
  again: packetOf("syn-again").number,
  synAck: packetOf("let-in").number,
  took: span(packetOf("let-in").at - packetOf("refused").at),
});

/** The last FIN that the sender of a SYN had sent before it. */
const finBefore = ({ packets }: Pick<SessionModule, "packets">, syn: Packet): Packet =>
  packets.findLast(
    ({ number, from, flags }) => number < syn.number && from === syn.from && flags.includes("F"),
  ) ?? syn;

const { packet, packetOf } = lastAck;
const wish = packetOf("refused");
const proof = packetOf("let-in-at-once");

const [serverFin = wish, ...again] = lastAck.packets.filter(
  ({ number, from, flags }) =>
    number < wish.number && from === lastAck.ends.server && flags.includes("F"),
);

export const last = {
  ...healed(lastAck),
  serverFin: serverFin.number,
  /** How often the server sends its FIN again, in vain. */
  fins: String(again.length),
  proof: proof.number,
  proofSynAck: proof.number + 1,
  proofTook: span(packet(proof.number + 1).at - proof.at),
};

/** How many times longer the client's way took. */
const ratio = (packetOf("let-in").at - wish.at) / (packet(proof.number + 1).at - proof.at);
export const slower = count(Math.round(ratio / 10) * 10);

export const peer = {
  ...healed(closeWait),
  worked: span(closeWait.packetOf("reset").at - closeWait.packetOf("client-closes").at),
};

const natFin = finBefore(nat, nat.packetOf("refused"));
export const shared = {
  ...healed(nat),
  fin: natFin.number,
  behind: count(diff(natFin.tsval ?? 0, nat.packetOf("refused").tsval ?? 0)),
  accepted: nat.packetOf("accepted").number,
};

/** Seconds between the two SYNs of a port, as "153 s". */
const age = ({ packetOf }: Pick<SessionModule, "packetOf">, from: string, to: string) =>
  `${Math.round((packetOf(to).at - packetOf(from).at) / 1e6)} s`;

export const old = {
  ...healed(aged),
  young: age(aged, "connect-100", "accepted"),
  youngSyn: aged.packetOf("accepted").number,
  age: age(aged, "connect-150", "refused"),
};

/** How long the ISN's clock goes half way round, and once round. */
const PER_SECOND = 1e9 / 64;
export const half = `${Math.round(2 ** 31 / PER_SECOND)} s`;
export const round = `${Math.round(2 ** 32 / PER_SECOND)} s`;

const stampedSyn = agedStamped.packetOf("refused");
const stampedFin = finBefore(agedStamped, stampedSyn);
export const oldStamped = {
  ...healed(agedStamped),
  fin: stampedFin.number,
  tsval: count(stampedSyn.tsval ?? 0),
  apart: span(stampedSyn.at - stampedFin.at),
};

const rst = assassination.packetOf("reset");
export const killed = {
  firstAck: assassination.packetOf("acknowledged").number,
  secondAck: assassination.packetOf("acknowledged-twice").number,
  rst: rst.number,
};

/** The recorded SYNs that met a FIN_WAIT2 without a socket, and what a kernel answered. */
const { cases, answers } = recorded();
const met = [...cases.keys()].filter((id) => /^fw2\/.*\/S\//.test(id));
const answeredBy = (reaction: string) =>
  count(
    met.filter((id) => answers.get("linux-6.18")?.get(id)?.steps[0]?.reaction === reaction).length,
  );
export const halfClosed = {
  syns: count(met.length),
  acks: answeredBy("ACK"),
  rsts: answeredBy("RST"),
  reopened: answeredBy("SYN-ACK"),
};
