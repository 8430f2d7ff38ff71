import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { kernelNamed } from "../../model/index.ts";
import { caseSchema, parseLines, type Case, type Result } from "../../oracle/case.ts";
import { generate } from "../../oracle/generate.ts";
import { answer } from "../../oracle/on-model.ts";
import { askKernel } from "../injector/ask.ts";
import { thisKernel } from "../kernel.ts";
import { Sentence } from "../sentence.ts";
import { compare, conditionsOfModel } from "./diff.ts";
import { askGuest } from "./guest.ts";

export const ORACLE_USAGE = `npm run -s lab -- oracle --on kernel < cases.jsonl                what this kernel answers
npm run -s lab -- oracle --on model --kernel 6.18 < cases.jsonl   what the model says it would
npm run -s lab -- oracle --diff [--kernel 5.10] [--cases N] [--seed S]
                                     both, compared: over cases read, or N made up
npm run -s lab -- oracle --generate N [--seed S]   cases as they are made up`;

/** Made up where no cases are given. */
const CASES = 2000;
/** From so many cases on, every branch and verdict must have been reached so often. */
const BAR = { cases: 20_000, reached: 200 };
/** Ladders that are printed. */
const SHOWN = 5;

/**
 * `lab oracle …`: plays oracle cases against a kernel, the model, or both.
 * Returns the exit code. Throws a Sentence for arguments and cases that make no sense.
 */
export async function oracle(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      on: { type: "string" },
      kernel: { type: "string" },
      diff: { type: "boolean", default: false },
      cases: { type: "string" },
      generate: { type: "string" },
      seed: { type: "string" },
    },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : whole("--seed", values.seed);
  const kernel = `linux-${values.kernel ?? thisKernel().name.slice("linux-".length)}`;
  if (values.generate !== undefined) print(generate(whole("--generate", values.generate), seed));
  else if (values.diff) {
    const count = values.cases === undefined ? undefined : whole("--cases", values.cases);
    const read = count === undefined ? await readCases() : [];
    const cases = read.length > 0 ? read : generate(count ?? CASES, seed);
    const origin = read.length > 0 ? "read" : `made up from seed ${seed}`;
    console.log(`${kernel}: ${cases.length} cases, ${origin}`);
    return report(cases, await ask(cases, kernel), kernel);
  } else if (values.on === "kernel") print(await ask(await readCases(), kernel));
  else if (values.on === "model") {
    const model = modelOf(kernel);
    print((await readCases()).map((one) => answer(one, model).result));
  } else throw new Sentence(`say what to ask:\n${ORACLE_USAGE}`);
  return 0;
}

/** Prints how kernel and model compare, and returns the exit code. */
function report(cases: readonly Case[], results: readonly Result[], kernel: string): number {
  const { unexplained, explained, tally } = compare(cases, results, kernel);
  for (const drawn of unexplained.slice(0, SHOWN)) console.log(`\n${drawn}`);
  console.log(`\n${tally.table()}\n`);
  for (const [id, times] of explained) console.log(`${times} differences explained by ${id}`);
  console.log(`${unexplained.length} of ${cases.length} cases differ without explanation`);
  const rare =
    cases.length < BAR.cases ? [] : tally.below(BAR.reached, conditionsOfModel(), modelOf(kernel));
  if (rare.length > 0)
    console.log(`reached fewer than ${BAR.reached} times:\n  ${rare.join("\n  ")}`);
  return unexplained.length > 0 || rare.length > 0 ? 1 : 0;
}

/** What the kernel of that name answers: the running one, or another in a guest. */
async function ask(cases: readonly Case[], kernel: string): Promise<Result[]> {
  let said = performance.now();
  const told = (done: number) => {
    if (performance.now() - said < 5000) return;
    said = performance.now();
    console.error(`${done} of ${cases.length} cases`);
  };
  return kernel === thisKernel().name ? askKernel(cases, told) : askGuest(cases, kernel);
}

const modelOf = (kernel: string) => {
  try {
    return kernelNamed(kernel);
  } catch (error) {
    throw new Sentence((error as Error).message);
  }
};

/** The cases on standard input; none where it is a terminal. */
async function readCases(): Promise<Case[]> {
  const lines = process.stdin.isTTY ? "" : await text(process.stdin);
  try {
    return parseLines(lines, caseSchema);
  } catch (error) {
    throw new Sentence(`standard input, ${(error as Error).message}`);
  }
}

function print(values: readonly unknown[]): void {
  process.stdout.write(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}

function whole(option: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new Sentence(`${option} takes a whole number, and "${value}" is none`);
}
