/** The numbers this chapter's prose gives, computed from its two sessions. */
import { count, span } from "../../../components/lang.ts";
import cases from "../../measurements/oracle/cases.jsonl?raw";
import { heldInSession } from "../../../components/text/held.ts";
import { diff, endSeq } from "time-wait";
import * as plain from "session/server-time-wait";
import * as stamped from "session/server-time-wait-timestamps";

const firstSyn = plain.packetOf("connect");
const serverFin = plain.packetOf("server-closes");
const clientFin = plain.packetOf("client-closes");
const lastAck = plain.packet(clientFin.number + 1);
const syn = plain.packetOf("same-port");
const synAck = plain.packetOf("reopened");

/** The packets that the prose names, by their numbers in the pcap. */
export const number = {
  firstSyn: firstSyn.number,
  clientFin: clientFin.number,
  lastAck: lastAck.number,
  syn: syn.number,
  synAck: synAck.number,
};

/** From the last packet of the old connection to the new SYN. */
export const waited = span(syn.at - lastAck.at);

/** From the SYN to the SYN-ACK. */
export const answered = span(synAck.at - syn.at);

/** How far the SYN's number lies past the old rcv_nxt. */
export const ahead = count(diff(syn.seq, endSeq(clientFin)));

/** How fast the client's kernel moves its first sequence numbers on, in millions a second. */
const rate = diff(syn.seq, firstSyn.seq) / (syn.at - firstSyn.at);
export const millionsPerSecond = rate.toFixed(1);

/** The same in 万, ten thousands. */
export const wanPerSecond = count(Math.round(rate * 100));

/** For how long such a number looks newer: until it is half way round. */
export const looksNewer = `${Math.round(2 ** 31 / rate / 1e6)} s`;

/** From the old snd_nxt to the new ISN. */
export const jump = count(diff(synAck.seq, endSeq(serverFin)));

/** Kernels on whose recordings the new ISN is a fresh one. */
export const fresh = heldInSession("server-time-wait", ["isn-fresh"]);

const stampedSyn = stamped.packetOf("same-port");

/** How much newer the second SYN's TSval is, in the session with timestamps. */
export const newerTsval = count(
  diff(stampedSyn.tsval ?? 0, stamped.packetOf("client-closes").tsval ?? 0),
);
export const stampedAnswered = span(stamped.packetOf("reopened").at - stampedSyn.at);

interface Case {
  readonly state?: string;
  readonly role?: string;
}

/** How many recorded cases of segments that meet a server's TIME_WAIT the model is held to. */
export const recordedCases = count(
  cases
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case)
    .filter(
      ({ state = "TIME_WAIT", role = "server" }) =>
        role === "server" && /^(TIME_WAIT|CLOSING_TW)$/.test(state),
    ).length,
);
