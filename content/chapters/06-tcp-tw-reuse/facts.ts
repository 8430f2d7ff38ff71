/** The numbers this chapter's prose gives, computed from its sessions and measurements. */
import { count, span, tenths, type Lang } from "../../../components/lang.ts";
import { heldInSession, spoken } from "../../../components/text/held.ts";
import { plain } from "../../../src/sessions/ansi.ts";
import { bare } from "../../../src/sessions/kernels.ts";
import { kernelsOf, session } from "../../../src/sessions/library.ts";
import { measuredOn, measurement } from "../../../src/sessions/measurement.ts";
import { tenPorts } from "../05-client-time-wait/facts.ts";
import * as waits from "measurement/one-second";
import * as reuse from "session/tw-reuse";

const on = reuse.packetOf("reused-on");
const later = reuse.packetOf("reused-later");
const stepAt = (id: string) => reuse.steps.find((step) => step.id === id)?.at ?? NaN;

/** The packets that the prose names, by their numbers in the pcap. */
export const number = {
  lastAck: on.number - 1,
  on: on.number,
  secondAck: later.number - 1,
  later: later.number,
};

/** How old TIME_WAIT was when connect() was refused, and when it was taken over. */
export const refusedAt = tenths(stepAt("refused") - reuse.packet(number.lastAck).at);
export const takenAt = tenths(on.at - reuse.packet(number.lastAck).at);

/** How old the second TIME_WAIT was when it was taken over. */
export const waited = span(later.at - reuse.packet(number.secondAck).at);

/** How often the command had failed by then. */
const printed = plain(
  (session("tw-reuse").casts.get("client")?.events ?? [])
    .map(({ code, data }) => (code === "o" ? data : ""))
    .join(""),
);
export const failures = printed.slice(printed.indexOf("until")).split("Cannot assign").length - 1;

/** Kernels whose recordings say the same. */
export const kernels = {
  story: heldInSession("tw-reuse", ["cannot-assign", "connects-on", "connects-later"]),
  finWait2: heldInSession("close-wait-reset", ["cannot-assign", "close-wait-is-gone"]),
  two: spoken(
    kernelsOf("client-time-wait").filter(
      (kernel) => session("client-time-wait", kernel).file.sysctls["net.ipv4.tcp_tw_reuse"] === "2",
    ),
    "tcp_tw_reuse 2 where nothing was written to it",
  ),
};

/** What each kernel waits for, as it was found. */
export const found = (lang: Lang) =>
  measuredOn("one-second").map((kernel) => ({
    kernel: bare(kernel),
    says: measurement("one-second", kernel).finding[lang],
  }));

const numbers = (column: "refused" | "accepted", delay: number): number[] =>
  waits.rows
    .filter((row) => row.delay === delay)
    .map((row) => row[column])
    .filter((value) => typeof value === "number");

/** A time in ms, rounded so that what is said of it stays true. */
const upTo = (ms: number) => count(Math.floor(ms * 10) / 10);
const from = (ms: number) => count(Math.ceil(ms * 10) / 10);

/** For each tcp_tw_reuse_delay: the oldest TIME_WAIT refused, and the youngest taken over. */
export const delays = [100, 1000, 3000].map((delay) => ({
  delay: count(delay),
  refused: upTo(Math.max(...numbers("refused", delay))),
  accepted: from(Math.min(...numbers("accepted", delay))),
}));

/** How often each was tried. */
export const trials = numbers("accepted", 1000).length;

/** The kernel of those, and all the kernels that have the setting. */
export const delayedOn = bare(waits.kernel.name);

/** By how much the counter rose in the two sessions that reuse. */
export const counted = {
  bound: session("client-time-wait-timestamps").file.counters.TWRecycled,
  chosen: session("tw-reuse").file.counters.TWRecycled,
};

/** How many connections ten ports brought in three seconds, to another host: with 0, and with 1. */
export const ports = { off: tenPorts.off, on: tenPorts.on };
