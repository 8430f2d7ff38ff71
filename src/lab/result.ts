import { join } from "node:path";
import { readMeasurement } from "../sessions/measurement.ts";
import { readSession } from "../sessions/read.ts";
import { isStory, type Experiment } from "./experiment.ts";
import { MEASUREMENT_FILE } from "./measure.ts";

/** What an experiment has left in a folder, read back and verified. */
export interface Found {
  /** What holds, in English, in the order in which it was checked. */
  readonly checks: readonly { readonly id: string; readonly title: string }[];
  /** What may differ from kernel to kernel, in English; null where nothing does. */
  readonly finding: string | null;
  /** The kernel's name, such as linux-6.18. */
  readonly kernel: string;
  /** What is to be kept, and where it belongs below content/. */
  readonly kept: string;
  readonly place: string;
}

/** Reads and verifies what an experiment has written to a folder. Throws a SessionError. */
export function resultOf(experiment: Experiment, folder: string): Found {
  const story = isStory(experiment);
  const path = join(folder, MEASUREMENT_FILE);
  const { checks, finding, kernel } = story
    ? { ...readSession(folder).file }
    : { ...readMeasurement(path) };
  const says = finding && "says" in finding ? finding.says : finding;
  return {
    checks: checks.map(({ id, title }) => ({ id, title: title.en })),
    finding: says?.en ?? null,
    kernel: kernel.name,
    kept: story ? folder : path,
    place: story
      ? `sessions/${experiment.name}/${kernel.name}`
      : `measurements/${experiment.name}/${kernel.name}.json`,
  };
}
