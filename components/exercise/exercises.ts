import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { runCell } from "../../src/notebook/run.ts";
import type { Output } from "../../src/notebook/output.ts";
import type { Asked } from "./asked.ts";
import { asking, grade, solves, type Grade, type Paper } from "./grade.ts";
import { exerciseSchema, type ExerciseData } from "./schema.ts";

/** Where exercises are kept, below the project's root: a folder each. */
export const SHELF = "content/exercises";

/** The questions, by the path of the file that draws them from recordings. */
const drawn = import.meta.glob<readonly Asked[]>("../../content/exercises/*/cases.ts", {
  import: "cases",
  eager: true,
});

/** A known wrong answer, and the questions it gets wrong. */
interface Wrong {
  readonly name: string;
  readonly says: ExerciseData["title"];
  readonly code: string;
  readonly wrong: readonly number[];
}

/** An exercise, checked against itself. */
export interface Exercise extends Paper {
  readonly id: string;
  readonly data: ExerciseData;
  readonly start: string;
  readonly solution: string;
  readonly wrongs: readonly Wrong[];
}

/** The ids of all exercises, in rising order. To be called from the project's root. */
export const exerciseIds = (): string[] =>
  globSync(join(SHELF, "*", "exercise.yaml"))
    .map((path) => basename(join(path, "..")))
    .toSorted((a, b) => dataOf(a).order - dataOf(b).order);

/** What an exercise's exercise.yaml says. Throws an Error that names the file and the field. */
export function dataOf(id: string): ExerciseData {
  const path = join(SHELF, id, "exercise.yaml");
  const parsed = exerciseSchema.safeParse(parse(readText(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${path}, ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

function readText(path: string): string {
  if (!existsSync(path)) throw new Error(`${path}: there is no such file; an exercise needs it.`);
  return readFileSync(path, "utf8");
}

/** Asks a function all questions, here and now. */
export async function ask(paper: Paper, code: string): Promise<Grade> {
  const outputs: Output[] = [];
  await runCell(asking(paper, code, "mark"), (output) => outputs.push(output)).ended;
  return grade(paper, outputs, "mark");
}

const made = new Map<string, Promise<Exercise>>();

/**
 * An exercise, read and checked once: its solution solves it, the code it starts from does not, and
 * each known wrong answer fails at the case that is to refute it.
 * To be called from the project's root. Rejects with an Error that names the file.
 */
export function exercise(id: string): Promise<Exercise> {
  const known = made.get(id) ?? make(id);
  made.set(id, known);
  return known;
}

async function make(id: string): Promise<Exercise> {
  const data = dataOf(id);
  const cases = drawn[`../../${SHELF}/${id}/cases.ts`];
  if (!cases)
    throw new Error(`${SHELF}/${id}/cases.ts: there is no such file; it draws the cases.`);
  const paper: Paper = { function: data.function, cases };
  const file = (name: string) => join(SHELF, id, name);
  const [start, solution] = [readText(file("start.ts")), readText(file("solution.ts"))];
  const graded = await ask(paper, solution);
  if (!solves(paper, graded)) throw new Error(`${file("solution.ts")}: ${why(paper, graded)}`);
  if (solves(paper, await ask(paper, start)))
    throw new Error(`${file("start.ts")}: it solves the exercise already.`);
  const wrongs: Wrong[] = [];
  for (const [name, { says, refuted }] of Object.entries(data.wrong)) {
    const code = readText(file(`wrong/${name}.ts`));
    const { wrong, error } = await ask(paper, code);
    if (error || !wrong.some((place) => cases[place]?.id === refuted))
      throw new Error(`${file(`wrong/${name}.ts`)}: ${refuted} does not refute it.`);
    wrongs.push({ name, says, code, wrong });
  }
  return { id, data, start, solution, wrongs, ...paper };
}

/** Why code does not solve an exercise, in a sentence. */
function why({ cases }: Paper, { found, wrong, error }: Grade): string {
  if (!found) return "the function is not exported.";
  const [place] = wrong;
  const at = place === undefined ? "" : ` at ${cases[place]?.id}`;
  return error ? `${error.message}${at}` : `the kernel answered otherwise${at}.`;
}
