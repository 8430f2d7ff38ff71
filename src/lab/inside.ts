/**
 * The half of the lab that runs inside the namespaces:
 * `inside.ts <experiment> <folder to play in> <folder to record to> unhurried|at-once`.
 */
import { fstatSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { experimentNamed } from "./experiments/index.ts";
import { isStory } from "./experiment.ts";
import { measure } from "./measure.ts";
import { perform } from "./perform.ts";
import { Sentence } from "./sentence.ts";

/** Nothing may outlive the lab that started this: where it holds the other end of a pipe, it ends with it. */
if (fstatSync(0).isSocket()) process.stdin.once("end", () => process.exit(1)).resume();

const [name, cwd = "", folder = "", pace] = process.argv.slice(2);
try {
  const experiment = experimentNamed(name);
  const report = (line: string) => writeSync(1, `${line}\n`); // at once: this process ends by exit()
  const files = isStory(experiment)
    ? await perform(experiment, { cwd, unhurried: pace === "unhurried", report })
    : await measure(experiment, { cwd, report });
  for (const [file, content] of files) writeFileSync(join(folder, file), content);
  process.exit(0); // whatever an experiment left running ends with this process
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  process.exit(1);
}
