import {
  has,
  receiveInTimeWait,
  type Branch,
  type Outcome,
  type Segment,
  type Sent,
} from "../../src/model/index.ts";
import type { Played } from "./play.ts";
import { kernelOf, type Situation } from "./situation.ts";

/** What a segment met where it first arrived. */
export interface Meeting {
  readonly segment: Sent;
  /** As the kernel names it: `TIME_WAIT`, `LISTEN`; `CLOSED` where nobody was. */
  readonly state: string;
  readonly branches: readonly Branch[];
  /** What TIME_WAIT, or the FIN_WAIT2 kept like it, made of it; null for all other states. */
  readonly outcome: Outcome | null;
}

/** The segment, or the first SYN of connect(), where it arrives; null when it does not, or none was. */
export function meetingOf(situation: Situation, played: Played): Meeting | null {
  const { network, number, before, decisions, ends } = played;
  const segment = network.packets.find((packet) => packet.number === number);
  if (!segment) return null;
  const side = segment.to === ends.server ? "server" : "client";
  const host = segment.to.slice(0, segment.to.indexOf(":"));
  const met = decisions.find((one) => one.packet === number && one.host === host);
  if (!met) return null;
  const { state, branches, at } = met;
  const tw = before[side]?.state === state ? before[side].timeWait : null;
  const surroundings = {
    now: at / 1000,
    listener: side === "server" && (situation.next !== "segment" || situation.listens),
    rfc1337: situation.rfc1337,
  };
  const outcome = tw && receiveInTimeWait(tw, segment, kernelOf(situation.rules), surroundings);
  return { segment, state, branches, outcome };
}

/** Why TIME_WAIT, or the FIN_WAIT2 kept like it, did what it did. */
export type Reason =
  | "newer-seq"
  | "newer-tsval"
  | "paws"
  | "old"
  | "old-equal"
  | "old-plain"
  | "old-unstamped"
  | "nobody-listens"
  | "syn-fin"
  | "not-a-syn"
  | "rst-exact"
  | "rst-ignored"
  | "rst-inexact"
  | "rst-old"
  | "ack-exact"
  | "limited"
  | "half-outside"
  | "half-rst"
  | "half-syn"
  | "half-duplicate"
  | "half-data"
  | "half-fin";

/** The reason, from the conditions that were evaluated. */
export function reasonOf({ outcome, segment }: { outcome: Outcome; segment: Segment }): Reason {
  const { branches, answer, left, reopened } = outcome;
  const was = (condition: string, value: boolean) =>
    branches.some((one) => one.condition === condition && one.value === value);
  if (was("tw_substate == TCP_FIN_WAIT2", true)) return halfReason(outcome, was);
  if (was("tcp_oow_rate_limited()", true)) return "limited";
  if (reopened ?? (answer.kind === "silence" && !left && !has(segment, "R")))
    return !reopened
      ? "syn-fin"
      : was("after(seq, tw_rcv_nxt)", true)
        ? "newer-seq"
        : "newer-tsval";
  if (was("inet_lookup_listener()", false)) return "nobody-listens";
  const paws = was("!paws_reject", false);
  if (has(segment, "R"))
    return paws
      ? "rst-old"
      : !left
        ? "rst-exact"
        : was("!sysctl_tcp_rfc1337", false)
          ? "rst-ignored"
          : "rst-inexact";
  if (paws) return "paws";
  if (was("seq == end_seq", true)) return "ack-exact";
  if (!has(segment, "S") || has(segment, "A")) return "not-a-syn";
  if (was("saw_tstamp", true)) return segment.tsval === left?.tsRecent ? "old-equal" : "old";
  return left?.tsRecent === null ? "old-unstamped" : "old-plain";
}

function halfReason(
  { answer, left }: Outcome,
  was: (condition: string, value: boolean) => boolean,
): Reason {
  if (was("paws_reject", true)) return "paws";
  if (was("!tcp_in_window()", true)) return "half-outside";
  if (was("th->rst", true)) return "half-rst";
  if (answer.kind === "RST")
    return was("!before(seq, tw_rcv_nxt)", true) ? "half-syn" : "half-data";
  return left?.substate === "TIME_WAIT" ? "half-fin" : "half-duplicate";
}

/** Why connect() may not have a four-tuple. */
export type Refusal =
  "no-timestamps" | "reuse-off" | "not-loopback" | "too-early" | "half" | "in-use";

/** The reason of an EADDRNOTAVAIL, from the conditions that were evaluated. */
export function refusalOf(branches: readonly Branch[]): Refusal {
  const value = (condition: string) =>
    branches.findLast((one) => one.condition === condition)?.value;
  if (value("ts_recent_stamp") === undefined) return "in-use";
  if (value("ts_recent_stamp") === false) return "no-timestamps";
  if (value("tw_substate == TCP_FIN_WAIT2")) return "half";
  if (value("!loopback")) return "not-loopback";
  return value("reuse") ? "too-early" : "reuse-off";
}

/** How connect() went. */
export interface Call {
  /** What held the four-tuple on its own host, and was taken over; null where nothing was. */
  readonly takes: string | null;
  /** Whether its SYN met an old connection and was not let in. */
  readonly refused: boolean;
  /** What an RST of its own then ended on the server, by state; null where nothing. */
  readonly ends: string | null;
  /** µs until it had its connection, or failed; null where it was still trying. */
  readonly took: number | null;
  readonly errno: string | null;
}

/** States that belong to no old connection. */
const FREE = ["CLOSED", "LISTEN", "SYN_RECV", "SYN_SENT"];

export function callOf({ decisions, ended, comes, number, network, ends }: Played): Call {
  const own = decisions.find(({ packet }) => packet === null);
  const server = ends.server.slice(0, ends.server.indexOf(":"));
  const heard = decisions.filter(({ host, packet }) => host === server && packet !== null);
  const first = heard.find(({ packet }) => packet === number);
  const flagsOf = (wanted: number | null) =>
    network.packets.find((packet) => packet.number === wanted)?.flags ?? "";
  const killing = heard.find(
    ({ packet, state }) => flagsOf(packet).includes("R") && !FREE.includes(state),
  );
  const answered = heard.some(({ state }) => state === "SYN_RECV" || state === "ESTABLISHED");
  const reopens = first?.branches.at(-1);
  return {
    takes: own && !FREE.includes(own.state) ? own.state : null,
    refused:
      first !== undefined &&
      !FREE.includes(first.state) &&
      !(reopens?.condition === "inet_lookup_listener()" && reopens.value),
    ends: killing && answered ? killing.state : null,
    took: ended && ended.at - comes,
    errno: ended?.errno ?? null,
  };
}
