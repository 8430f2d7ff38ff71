import { sessionTrace } from "../../src/sessions/library.ts";
import type { Session } from "../../src/sessions/read.ts";
import type { Lang } from "../lang.ts";
import { drawLadder } from "../ladder/draw.ts";
import { SIZES } from "../ladder/layout.ts";
import { marksOf } from "../ladder/marks.ts";
import { ladderWords } from "../ladder/words.ts";
import { playerWords } from "./words.ts";

/** The ladder that is uncovered as a session plays. It comes with the timeline, not with the page. */
export interface MovingLadder {
  readonly svg: Readonly<Record<Lang, string>>;
  /** Which height belongs to which time: see `heightAt`. */
  readonly marks: string;
}

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
  };
}
