import { bare } from "../../src/sessions/kernels.ts";
import { happenedIn, same, type Happened } from "./happened.ts";
import { toHash } from "./link.ts";
import type { Played } from "./play.ts";
import type { Recording } from "./presets.ts";
import { answerOn, modelAnswer, recordedCase, type Answer, type Shelf } from "./recorded.ts";
import type { Situation } from "./situation.ts";

/** A session's situation, by the link that sets it up, and what was recorded in it. */
export interface Staged {
  readonly id: string;
  readonly hash: string;
  readonly recordings: readonly Recording[];
}

/** All that was recorded and can be set beside the model. */
export interface Recordings {
  readonly shelf: Shelf;
  readonly sessions: readonly Staged[];
}

/** The rules alone do not make another situation: a session was recorded on several kernels. */
export const stageHash = (situation: Situation): string => toHash({ ...situation, rules: "6.18" });

/** What a kernel did in the reader's situation, beside what the model makes of it. */
export type Beside =
  | {
      readonly session: string;
      readonly page: string;
      readonly kernel: string;
      readonly agrees: boolean;
      readonly model: Happened;
      readonly measured: Happened;
    }
  | {
      readonly case: string;
      readonly kernel: string;
      readonly agrees: boolean;
      readonly model: Answer;
      readonly measured: Answer;
    };

/** What was recorded in the situation on the kernel whose rules are chosen: a session, or a case; null for neither. */
export function besideOf(
  situation: Situation,
  played: Played,
  { shelf, sessions }: Recordings,
): Beside | null {
  const hash = stageHash(situation);
  for (const { id, recordings, hash: staged } of sessions) {
    const found = recordings.find(({ kernel }) => bare(kernel) === situation.rules);
    if (staged !== hash || !found) continue;
    const [model, measured] = [happenedIn(situation, played), found.happened];
    const { kernel, page } = found;
    return { session: id, page, kernel, agrees: same(model, measured), model, measured };
  }
  const asked = recordedCase(shelf, situation);
  const kernel = `linux-${situation.rules}`;
  const measured = asked && answerOn(shelf, asked, kernel);
  if (!measured) return null;
  const model = modelAnswer(situation, played);
  const agrees = JSON.stringify(model) === JSON.stringify(measured);
  return { case: asked[0], kernel, agrees, model, measured };
}
