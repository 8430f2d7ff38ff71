import { sessionTrace } from "../../src/sessions/library.ts";
import type { Session } from "../../src/sessions/read.ts";
import type { Side } from "../../src/sessions/states.ts";
import type { Trace } from "../../src/sessions/trace.ts";
import type { Lang } from "../lang.ts";
import { drawLadder } from "../ladder/draw.ts";
import { layOut, SIZES } from "../ladder/layout.ts";
import { marksOf } from "../ladder/marks.ts";
import { ladderWords } from "../ladder/words.ts";
import { playerWords } from "./words.ts";

/** The ladder that is uncovered as a session plays. It comes with the timeline, not with the page. */
export interface MovingLadder {
  readonly svg: Readonly<Record<Lang, string>>;
  /** Which height belongs to which time: see `heightAt`. */
  readonly marks: string;
  /** What it shows, in order: when, and the numbers of the packets; a stream has many, others one. */
  readonly moments: readonly Moment[];
  readonly waits: readonly Wait[];
}

export interface Moment {
  readonly at: number;
  readonly first: number;
  readonly last: number;
}

/** A TIME_WAIT, in µs; when its 60 s begin anew, another one begins. Without an end, it outlasts the session. */
export interface Wait {
  readonly side: Side;
  readonly from: number;
  readonly to: number | null;
}

const momentsOf = ({ events }: Trace): Moment[] =>
  events.flatMap((event) => {
    if (event.kind === "packet") return [{ at: event.at, first: event.number, last: event.number }];
    return event.kind === "fold" ? [{ at: event.at, first: event.first, last: event.last }] : [];
  });

const waitsOf = (trace: Trace): Wait[] =>
  layOut(trace, SIZES.narrow).stretches.flatMap(({ side, kind, began, ended, restarts }) => {
    if (kind !== "time-wait") return [];
    const starts = [began ?? 0, ...restarts.map(({ at }) => at)];
    return starts.map((from, index) => ({ side, from, to: starts[index + 1] ?? ended }));
  });

/** Draws the ladder of a session, in both languages. */
export function movingLadder(found: Session): MovingLadder {
  const trace = sessionTrace(found);
  const drawn = (lang: Lang) =>
    drawLadder({
      trace,
      size: SIZES.narrow,
      words: ladderWords[lang],
      id: `play-${found.file.experiment}`,
      title: found.file.title[lang],
      description: playerWords[lang].ladder,
    });
  return {
    svg: { en: drawn("en"), "zh-cn": drawn("zh-cn") },
    marks: marksOf(trace, SIZES.narrow),
    moments: momentsOf(trace),
    waits: waitsOf(trace),
  };
}
