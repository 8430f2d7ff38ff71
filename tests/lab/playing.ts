import { expect } from "vitest";
import { beside } from "../../src/lab/beside.ts";
import { isStory, type Experiment } from "../../src/lab/experiment.ts";
import { experiments } from "../../src/lab/experiments/index.ts";
import { thisKernel } from "../../src/lab/kernel.ts";
import { isolated, obstacle } from "../../src/lab/namespace.ts";
import { resultOf } from "../../src/lab/result.ts";
import { ALWAYS, lacking } from "../../src/lab/tools.ts";
import { kernelsOf, session } from "../../src/sessions/library.ts";
import { measuredOn, measurement } from "../../src/sessions/measurement.ts";

/** Why the experiments cannot be played on this machine; null when they can. */
export const prevented =
  lacking([...ALWAYS, ...experiments.flatMap(({ tools }) => tools)]) ?? obstacle();
if (prevented) console.warn(`The experiments are not played on this machine: ${prevented}.`);

/** Whether an experiment takes so long, mostly waiting, that it is better played beside others. */
export const isLong = ({ lasts = 0 }: Experiment): boolean => lasts > 60;

/** Plays an experiment on this kernel; every check that was recorded must hold here too. */
export async function plays(experiment: Experiment): Promise<void> {
  const found = await isolated(experiment, { unhurried: false, quiet: true }, (folder) =>
    resultOf(experiment, folder),
  );
  expect(found.kernel).toBe(thisKernel().name);
  const { name } = experiment;
  const recordedOn = isStory(experiment) ? kernelsOf(name) : measuredOn(name);
  const { kernel = "" } = beside(found.kernel, recordedOn) ?? {};
  const recorded = isStory(experiment) ? session(name, kernel).file : measurement(name, kernel);
  expect(found.checks.map(({ id }) => id)).toEqual(recorded.checks.map(({ id }) => id));
}
