import type { Side } from "../../src/sessions/states.ts";
import { diff, has } from "../../src/model/index.ts";
import type { Lang } from "../lang.ts";
import { callOf, meetingOf, reasonOf, refusalOf, type Meeting } from "./facts.ts";
import { span } from "./numbers.ts";
import { STORM, type Played } from "./play.ts";
import { standardOf, type Situation } from "./situation.ts";
import { verdictWords } from "./verdict-words.ts";

/** What came of it, in words; the texts may hold `code`. */
export interface Verdict {
  /** A tick, a cross, or neither. */
  readonly mark: "yes" | "no" | "none";
  readonly headline: string;
  readonly sentences: readonly string[];
}

/** What the model made of a situation, in the reader's language. */
export function verdictOf(situation: Situation, played: Played, lang: Lang): Verdict {
  const words = verdictWords[lang];
  const verdict =
    situation.next === "nothing"
      ? held(situation, played, lang)
      : situation.next === "connect"
        ? called(situation, played, lang)
        : answered(situation, played, lang);
  const asked = !standardOf(situation.rules) || played.says;
  return {
    ...verdict,
    sentences: [
      ...(asked ? [] : [words.notAskedText]),
      ...verdict.sentences,
      ...(played.network.sent > STORM ? [words.stormText(STORM)] : []),
    ],
  };
}

/** Nobody comes: who holds what. */
function held({ by, closes }: Situation, { before }: Played, lang: Lang): Verdict {
  const words = verdictWords[lang];
  const holding = (["client", "server"] as const).flatMap((side) => {
    const left = before[side]?.left ?? null;
    return left === null ? [] : [{ side, state: before[side]?.state ?? "", left }];
  });
  const [one] = holding;
  if (!one)
    return {
      mark: "none",
      headline: words.nobody,
      sentences: [by === "rst" ? words.resetText : words.overText],
    };
  const left = span(one.left);
  return {
    mark: "none",
    headline:
      holding.length > 1
        ? words.bothHold(left)
        : words.holds(words.side[one.side], one.state, left),
    sentences: closes === "both" ? [] : [words.holdsText(one.state)],
  };
}

/** A segment has come. */
function answered(situation: Situation, played: Played, lang: Lang): Verdict {
  const words = verdictWords[lang];
  const { says } = played;
  const standard = standardOf(situation.rules);
  if (says && standard) {
    const [first = "silence"] = says.answers;
    return {
      mark: first === "SYN-ACK" ? "yes" : "no",
      headline: says.answers.length > 1 ? words.permitted : headlineOf(first, lang),
      sentences: [words.standard[standard] ?? ""],
    };
  }
  const meeting = meetingOf(situation, played);
  if (!meeting) return { mark: "none", headline: words.lost, sentences: [words.lostText] };
  if (!meeting.outcome) return elsewhere(situation, played, meeting, lang);
  const { answer, left, reopened, restarted } = meeting.outcome;
  const side: Side = meeting.segment.to === played.ends.server ? "server" : "client";
  const seconds = span(played.before[side]?.left ?? 0);
  const effect = { state: meeting.state, left: seconds };
  const sentences = [because(meeting, lang)];
  if (reopened) {
    const { sntIsn } = reopened;
    sentences.push(words.early(effect), words.isn[sntIsn === "fresh" ? "fresh" : "continued"]);
  } else if (!left) sentences.push(words.gone(effect));
  else if (left.substate === "TIME_WAIT" && meeting.state === "FIN_WAIT2")
    sentences.push(words.enters);
  else sentences.push(restarted ? words.restarts(effect) : words.stays(effect));
  return {
    mark: reopened ? "yes" : "no",
    headline: headlineOf(answer.kind, lang),
    sentences,
  };
}

function headlineOf(reaction: string, lang: Lang): string {
  const { accepted, refused, reset, silent } = verdictWords[lang];
  if (reaction === "SYN-ACK") return accepted;
  return reaction === "ACK" ? refused : reaction === "RST" ? reset : silent;
}

function because(meeting: Meeting, lang: Lang): string {
  const words = verdictWords[lang];
  const { outcome, segment } = meeting;
  if (!outcome) return "";
  const reason = reasonOf({ outcome, segment });
  const newer = diff(segment.seq, outcome.left?.rcvNxt ?? 0) > 0 && has(segment, "S");
  return reason === "paws" && newer ? words.pawsVeto : words.because[reason];
}

/** It met something else than TIME_WAIT: nobody, a listener, a connection that lives. */
function elsewhere(
  { after }: Situation,
  { network, comes }: Played,
  { state, segment }: Meeting,
  lang: Lang,
): Verdict {
  const words = verdictWords[lang];
  const answer = network.packets.find(({ from, at }) => from === segment.to && at >= comes);
  const kinds: Record<string, string> = { SA: "SYN-ACK", A: "ACK", R: "RST", RA: "RST" };
  const reaction = kinds[answer?.flags ?? ""] ?? "silence";
  if (state === "LISTEN" && reaction === "SYN-ACK")
    return {
      mark: "yes",
      headline: words.newConnection(state),
      sentences: [after >= 60_000 ? words.tooLate : words.never],
    };
  const nobody = state === "LISTEN" || state === "CLOSED";
  return {
    mark: "no",
    headline: headlineOf(reaction, lang),
    sentences: [nobody ? words.stray : words.otherState(state)],
  };
}

/** connect() was called. */
function called(situation: Situation, played: Played, lang: Lang): Verdict {
  const words = verdictWords[lang];
  const { failed, says, decisions, before } = played;
  if (says) return answered(situation, played, lang);
  if (failed) {
    const own = decisions.find(({ packet }) => packet === null)?.branches ?? [];
    const reason = failed.call === "bind" ? words.inUse : words.refusals[refusalOf(own)];
    return {
      mark: "no",
      headline: words.fails(failed.call, failed.errno),
      sentences: [reason, words.noPacket],
    };
  }
  const call = callOf(played);
  const took = span((call.took ?? 0) / 1000);
  const sentences = call.takes ? [words.tookOver(call.takes)] : [];
  if (call.refused) sentences.push(words.healed(took));
  if (call.refused && call.ends) sentences.push(words.ended(call.ends));
  if (call.took === null) return { mark: "no", headline: words.trying(span(140_000)), sentences };
  if (call.errno) return { mark: "no", headline: words.fails("connect", call.errno), sentences };
  if (!call.refused) {
    const meeting = meetingOf(situation, played);
    const reopened = before.server?.state === "TIME_WAIT";
    sentences.push(reopened ? words.opened.reopened : words.opened.new);
    if (meeting?.outcome) sentences.push(because(meeting, lang));
  }
  const atOnce = !call.refused && call.took <= 4000 * situation.latency + 1000;
  return {
    mark: "yes",
    headline: atOnce ? words.succeeds : words.succeedsAfter(took),
    sentences,
  };
}
