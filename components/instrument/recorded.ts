import { callOf, meetingOf } from "./facts.ts";
import type { Played } from "./play.ts";
import { standardOf, type Situation } from "./situation.ts";

/** What a kernel, or the model, made of one question: as far as the two can be compared. */
export interface Answer {
  /** `SYN-ACK`, `ACK`, `RST`, `SYN`, `silence`. */
  readonly reaction: string;
  /** What is left of the old connection, or has taken its place; `none`. */
  readonly after: string;
  readonly restarted: boolean;
  /** Where a SYN-ACK, or the SYN of connect(), begins; null for all else. */
  readonly isn: "continued" | "fresh" | null;
  /** The system call that failed, and its errno; null where none did, or none was made. */
  readonly errno: string | null;
}

/** One recorded case: its id, when it was asked (ms), and each kernel's answer, by its place in the list. */
export type Asked = readonly [id: string, wait: number, answers: readonly number[]];

/** All recorded cases that a situation of the page can be, by what was asked. */
export interface Shelf {
  /** Names of kernels, oldest first. */
  readonly kernels: readonly string[];
  readonly answers: readonly Answer[];
  readonly cases: Readonly<Record<string, readonly Asked[]>>;
}

/** A number's offset, of which two 2³² apart are the same. */
const wrapped = (offset: number): number => offset | 0;

/** What is asked about a segment, as one text. */
export const segmentKey = (asked: {
  readonly state: string;
  readonly timestamps: boolean;
  readonly listens: boolean;
  readonly rfc1337: boolean;
  readonly flags: string;
  readonly length: number;
  readonly seq: number;
  readonly tsval: number | null;
}): string =>
  [
    asked.state,
    asked.timestamps ? "ts" : "no ts",
    asked.listens ? "listens" : "closed",
    asked.rfc1337 ? "rfc1337" : "",
    asked.flags,
    asked.length,
    wrapped(asked.seq),
    asked.tsval === null ? "none" : wrapped(asked.tsval),
  ].join(" ");

/** What is asked about a connect() from the bound port of the client's own old connection. */
export const callKey = (asked: {
  readonly state: string;
  readonly timestamps: boolean;
  readonly reuseaddr: boolean;
  readonly reuse: number;
}): string =>
  [
    "connect",
    asked.state,
    asked.timestamps ? "ts" : "no ts",
    asked.reuseaddr ? "reuseaddr" : "",
    asked.reuse,
  ].join(" ");

/** The key of a situation, or null for one that no case can be. */
export function keyOf(situation: Situation): string | null {
  const { rules, next, by, other, closes, loss, duplicates, loses, after, port } = situation;
  if (standardOf(rules) || by === "rst" || loss > 0 || duplicates > 0 || loses !== "nothing")
    return null;
  if (after >= 60_000) return null;
  const half = other === "stays" && closes !== "both";
  const state = half ? "FIN_WAIT2" : closes === "both" ? "CLOSING_TW" : "TIME_WAIT";
  if (next === "segment" && closes !== "client" && !situation.behind)
    return segmentKey({ ...situation, state });
  if (next === "connect" && closes === "client" && port === "bound")
    return callKey({ ...situation, state });
  return null;
}

/** The recorded case of a situation; of several, the one asked after the most similar time. */
export function recordedCase(shelf: Shelf, situation: Situation): Asked | null {
  const key = keyOf(situation);
  const cases = key !== null && Object.hasOwn(shelf.cases, key) ? shelf.cases[key] : undefined;
  const far = ([, wait]: Asked) => Math.abs(wait - situation.after);
  return cases?.toSorted((a, b) => far(a) - far(b))[0] ?? null;
}

/** What that kernel answered, or null where it was not asked. */
export function answerOn(shelf: Shelf, [, , answers]: Asked, kernel: string): Answer | null {
  return shelf.answers[answers[shelf.kernels.indexOf(kernel)] ?? -1] ?? null;
}

/** What the model made of a situation that has a key. */
export function modelAnswer(situation: Situation, played: Played): Answer {
  if (situation.next === "connect") {
    const { failed } = played;
    const state = played.before.client?.state ?? "none";
    if (failed)
      return {
        reaction: "silence",
        after: state,
        restarted: false,
        isn: null,
        errno: `${failed.call}() ${failed.errno}`,
      };
    const isn = callOf(played).takes ? "continued" : "fresh";
    return { reaction: "SYN", after: "SYN_SENT", restarted: false, isn, errno: null };
  }
  const outcome = meetingOf(situation, played)?.outcome;
  if (!outcome)
    return { reaction: "silence", after: "none", restarted: false, isn: null, errno: null };
  const { answer, left, reopened, restarted } = outcome;
  const isn = answer.kind === "SYN-ACK" ? (answer.isn === "fresh" ? "fresh" : "continued") : null;
  const after = reopened ? "SYN_RECV" : left ? (left.substate ?? "TIME_WAIT") : "none";
  return { reaction: answer.kind, after, restarted, isn, errno: null };
}
