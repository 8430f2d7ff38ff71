/** The numbers this chapter's prose gives, computed from its two sessions. */
import { count, span } from "../../../components/lang.ts";
import { diff, endSeq } from "time-wait";
import * as plain from "session/server-time-wait";
import * as stamped from "session/server-time-wait-timestamps";

const firstSyn = plain.packet(1);
const serverFin = plain.packet(6);
const clientFin = plain.packet(8);
const syn = plain.packet(10);
const synAck = plain.packet(11);

/** TIME_WAIT begins when the client's FIN arrives; how long it had lasted when the SYN came. */
export const waited = span(syn.at - clientFin.at);

/** From the SYN to the SYN-ACK. */
export const answered = span(synAck.at - syn.at);

/** How far the SYN's number lies past the old rcv_nxt. */
export const ahead = count(diff(syn.seq, endSeq(clientFin)));

/** How fast the client's kernel moves its first sequence numbers on, in millions a second. */
const rate = diff(syn.seq, firstSyn.seq) / (syn.at - firstSyn.at);
export const millionsPerSecond = rate.toFixed(1);

/** For how long such a number looks newer: until it is half way round. */
export const looksNewer = `${Math.round(2 ** 31 / rate / 1e6)} s`;

export const jump = count(diff(synAck.seq, endSeq(serverFin)));

/** How much newer the second SYN's TSval is, in the session with timestamps. */
export const newerTsval = count(diff(stamped.packet(10).tsval ?? 0, stamped.packet(8).tsval ?? 0));
export const stampedAnswered = span(stamped.packet(11).at - stamped.packet(10).at);
