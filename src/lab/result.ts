import { join } from "node:path";
import { readMeasurement, type MeasurementFile } from "../sessions/measurement.ts";
import { readSession } from "../sessions/read.ts";
import type { SessionFile } from "../sessions/schema.ts";
import { isStory, type Experiment } from "./experiment.ts";
import { MEASUREMENT_FILE } from "./measure.ts";

/** What came out of an experiment, here or where it was recorded. */
export interface Outcome {
  /** What holds, in English, in the order in which it was checked. */
  readonly checks: readonly { readonly id: string; readonly title: string }[];
  /** What may differ from kernel to kernel, in English; null where nothing does. */
  readonly finding: string | null;
  /** The kernel's name, such as linux-6.18, and its release, as uname -r has it. */
  readonly kernel: string;
  readonly release: string;
  /** Program → what it says of its version. */
  readonly tools: Readonly<Record<string, string>>;
}

/** What an experiment has left in a folder, read back and verified. */
export interface Found extends Outcome {
  /** What is to be kept, and where it belongs below content/. */
  readonly kept: string;
  readonly place: string;
}

/** What came out of an experiment, from its session.json or its measurement. */
export function outcomeOf({
  checks,
  finding,
  kernel,
  tools,
}: Pick<SessionFile | MeasurementFile, "checks" | "finding" | "kernel" | "tools">): Outcome {
  const says = finding && "says" in finding ? finding.says : finding;
  return {
    checks: checks.map(({ id, title }) => ({ id, title: title.en })),
    finding: says?.en ?? null,
    kernel: kernel.name,
    release: kernel.release,
    tools,
  };
}

/** Reads and verifies what an experiment has written to a folder. Throws a SessionError. */
export function resultOf(experiment: Experiment, folder: string): Found {
  const story = isStory(experiment);
  const path = join(folder, MEASUREMENT_FILE);
  const outcome = outcomeOf(story ? readSession(folder).file : readMeasurement(path));
  return {
    ...outcome,
    kept: story ? folder : path,
    place: story
      ? `sessions/${experiment.name}/${outcome.kernel}`
      : `measurements/${experiment.name}/${outcome.kernel}.json`,
  };
}
