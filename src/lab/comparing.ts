import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { judge, readClaims } from "./claims.ts";
import { apart, compare, type Comparison } from "./compare.ts";
import type { Experiment } from "./experiment.ts";
import { duration } from "./list.ts";
import { compared, judged, markdown, tally } from "./report.ts";
import type { Outcome } from "./result.ts";
import { Sentence } from "./sentence.ts";
import { ALWAYS, requireTools } from "./tools.ts";

/** What is compared, where, and how it is played. */
export interface Comparing {
  readonly experiments: readonly Experiment[];
  readonly kernel: { readonly name: string; readonly release: string };
  readonly play: (experiment: Experiment) => Promise<Outcome>;
  /** Where the report goes. */
  readonly report: string;
  /** The project's claims. */
  readonly claims: string;
}

/**
 * `lab -- compare`: plays experiments one after the other and sets each beside its recording, then
 * every claim; prints it, and writes a report. To be called from the project's root.
 * Throws a Sentence when the report cannot be written.
 */
export async function comparing({ experiments, kernel, play, report, claims }: Comparing) {
  const comparisons: Comparison[] = [];
  for (const [index, experiment] of experiments.entries()) {
    const { name } = experiment;
    console.log(`[${index + 1}/${experiments.length}] ${name}, ${duration(experiment)}`);
    const missing = lacking(experiment);
    const comparison = missing
      ? apart(name, `not played: ${missing}`)
      : await compare(experiment, kernel.name, play);
    console.log(compared(comparison));
    comparisons.push(comparison);
  }
  const judgements = readClaims(claims).flatMap((claim) => judge(claim, comparisons) ?? []);
  console.log(`Claims\n${judged(judgements)}`);
  try {
    writeFileSync(report, markdown(kernel.release, comparisons, judgements));
  } catch (error) {
    throw new Sentence(`${(error as Error).message}; name another file with --report`);
  }
  const lines = comparisons.flatMap((comparison) => comparison.lines);
  console.log(`Checks and findings: ${tally(lines)}. Claims: ${tally(judgements)}.`);
  console.log(`The report is in ${resolve(report)}.`);
}

/** What is not installed that an experiment needs, as a sentence; null when all is there. */
function lacking({ tools }: Experiment): string | null {
  try {
    requireTools([...ALWAYS, ...tools]);
    return null;
  } catch (error) {
    if (error instanceof Sentence) return error.message;
    throw error;
  }
}
