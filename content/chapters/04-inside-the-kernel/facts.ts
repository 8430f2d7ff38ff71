/** The numbers this chapter's prose gives, computed from its sessions and from the oracle's answers. */
import { count, size, span, tenths } from "../../../components/lang.ts";
import { heldInSession } from "../../../components/text/held.ts";
import { recorded } from "../../../src/oracle/recorded.ts";
import { diff, endSeq } from "time-wait";
import * as reopened from "session/server-time-wait";
import * as refused from "session/refused-syn";

const { packetOf, packets } = refused;
const first = packetOf("connect");
const syn = packetOf("refused");
const clientFin =
  packets.findLast(
    ({ number, from, flags }) => number < syn.number && from === syn.from && flags.includes("F"),
  ) ?? syn;

/** The packets that the prose names, by their numbers in the pcap. */
export const number = {
  syn: syn.number,
  ack: packetOf("answered-by-ack").number,
  rst: packetOf("reset").number,
  again: packetOf("syn-again").number,
  synAck: packetOf("let-in").number,
  accepted: reopened.packetOf("same-port").number,
};

const sent = diff(endSeq(clientFin), first.seq) - 2;
/** How much the client sent, in how long, and how fast that is. */
export const upload = {
  size: size(sent),
  took: span(clientFin.at - first.at),
  rate: `${count(Math.round((sent * 8) / (clientFin.at - first.at) / 10) * 10)} Mbit/s`,
};

/** From the first SYN to the second, and how far it lies behind rcv_nxt. */
export const between = `${((syn.at - first.at) / 1e6).toFixed(1)} s`;
const numbersBehind = diff(endSeq(clientFin), syn.seq);
export const behind = count(numbersBehind);

/** From the refused SYN to the SYN-ACK, and from the RST to the second SYN. */
export const took = span(packetOf("let-in").at - syn.at);
export const pause = span(packetOf("syn-again").at - packetOf("reset").at);

/** The clock of first sequence numbers: once round, and half way. */
const PER_SECOND = 1e9 / 64;
export const clock = {
  rate: `${(PER_SECOND * 8) / 1e6} Mbit/s`,
  half: `${Math.round(2 ** 31 / PER_SECOND)} s`,
  round: `${Math.round(2 ** 32 / PER_SECOND)} s`,
};
/** How much later the second SYN would have had to be sent, to lie past rcv_nxt. */
export const rest = tenths((numbersBehind / PER_SECOND) * 1e6);

/** The recorded SYNs that met a TIME_WAIT with a listener, and what Linux 6.18 answered. */
const { cases, answers } = recorded();
const met = [...cases.keys()].filter((id) => /^tw\/(no)?ts\/SYN\//.test(id));
const answeredBy = (reaction: string) =>
  count(
    met.filter((id) => answers.get("linux-6.18")?.get(id)?.steps[0]?.reaction === reaction).length,
  );
export const syns = {
  asked: count(met.length),
  accepted: answeredBy("SYN-ACK"),
  refused: answeredBy("ACK"),
};

/** Kernels whose recordings say the same. */
export const kernels = {
  fresh: heldInSession("server-time-wait", ["isn-fresh"]),
  continued: heldInSession("server-time-wait", ["isn-continued"]),
};
