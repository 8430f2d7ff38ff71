import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { judge, readClaims } from "./claims.ts";
import { apart, compare, type Comparison } from "./compare.ts";
import type { Experiment } from "./experiment.ts";
import type { Ground } from "./ground.ts";
import { duration } from "./list.ts";
import { compared, judged, markdown, tally } from "./report.ts";
import { Sentence } from "./sentence.ts";

const CLAIMS = fileURLToPath(new URL("../../content/claims", import.meta.url));

/**
 * `lab -- compare`: plays experiments one after the other and sets each beside its recording, then
 * every claim; prints it, and writes a report to a file. To be called from the project's root.
 * Resolves with how many ended before their end. Throws a Sentence when the report cannot be written.
 */
export async function comparing(
  experiments: readonly Experiment[],
  { kernel, title, without, play }: Ground,
  report: string,
): Promise<number> {
  const comparisons: Comparison[] = [];
  for (const [index, experiment] of experiments.entries()) {
    const { name } = experiment;
    console.log(`[${index + 1}/${experiments.length}] ${name}, ${duration(experiment)}`);
    const missing = without(experiment);
    const comparison = missing
      ? apart(name, `not played: ${missing}`)
      : await compare(experiment, kernel, play);
    console.log(compared(comparison));
    comparisons.push(comparison);
  }
  const judgements = readClaims(CLAIMS).flatMap((claim) => judge(claim, comparisons) ?? []);
  console.log(`Claims\n${judged(judgements)}`);
  try {
    writeFileSync(report, markdown(title, comparisons, judgements));
  } catch (error) {
    throw new Sentence(`${(error as Error).message}; name another file with --report`);
  }
  const lines = comparisons.flatMap((comparison) => comparison.lines);
  console.log(`Checks and findings: ${tally(lines)}. Claims: ${tally(judgements)}.`);
  console.log(`The report is in ${resolve(report)}.`);
  return comparisons.filter(({ ended }) => ended !== null).length;
}
