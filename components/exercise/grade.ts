import { inspect } from "../../src/notebook/inspect.ts";
import type { Output } from "../../src/notebook/output.ts";
import type { CellProgram } from "../../src/notebook/run.ts";
import type { Asked } from "./asked.ts";
import type { Story } from "./story.ts";

/** The reader's file, and how messages name it. */
export const ANSWER = "answer.ts";

/** What is to be asked, and of which function. */
export interface Paper {
  readonly function: string;
  readonly cases: readonly Asked[];
}

/** How a reader's code has done. */
export interface Grade {
  /** Whether there is such a function at all. */
  readonly found: boolean;
  /** What it returned to each question, as text; shorter where it failed on the way. */
  readonly answers: readonly string[];
  /** The questions it got wrong, by their place; that at which it failed is the last. */
  readonly wrong: readonly number[];
  readonly error: Extract<Output, { kind: "error" }> | null;
  /** What it printed besides. */
  readonly printed: readonly Output[];
}

/**
 * The program that asks a reader's function all questions, for the sandbox or for runCell. It does not
 * know the verdicts.
 * @param mark a word that tells its answers from what the reader's code prints
 */
export function asking(paper: Paper, code: string, mark: string): CellProgram {
  const given = JSON.stringify(paper.cases.map((one) => one.given));
  const source = `import * as answer from "./${ANSWER}";
import { show } from "notebook";
const asked = answer.${paper.function};
if (typeof asked === "function") {
  show("${mark}", "found");
  for (const given of ${given}) show("${mark}", asked(...given));
}`;
  return { entry: "ask.ts", files: { "ask.ts": source, [ANSWER]: code }, sessions: {} };
}

/** What the program's outputs come to. */
export function grade({ cases }: Paper, outputs: readonly Output[], mark: string): Grade {
  const marked = outputs.flatMap((one) =>
    one.kind === "text" && one.label === mark ? [one.text] : [],
  );
  const [found, ...answers] = marked;
  const error = outputs.find((one) => one.kind === "error") ?? null;
  const wrong = cases.flatMap(({ verdict }, place) =>
    place <= answers.length && answers[place] !== inspect(verdict) ? [place] : [],
  );
  const printed = outputs.filter(
    (one) => one.kind !== "error" && !(one.kind === "text" && one.label === mark),
  );
  return { found: found !== undefined, answers, wrong, error, printed };
}

/** Whether all questions were answered as the kernel answered them. */
export const solves = ({ cases }: Paper, { answers, wrong, error }: Grade): boolean =>
  error === null && wrong.length === 0 && answers.length === cases.length;

/**
 * The program that shows a question as a ladder.
 * @param source that of story.ts
 */
export function telling(source: string, story: Story): CellProgram {
  const entry = `import { tell } from "./story.ts";\ntell(${JSON.stringify(story)});`;
  return { entry: "tell.ts", files: { "tell.ts": entry, "story.ts": source }, sessions: {} };
}

/** How the function was called, as a reader would write it. */
export const callOf = (name: string, { given }: Asked): string =>
  `${name}(${given.map((one) => inspect(one, 1)).join(", ")})`;
