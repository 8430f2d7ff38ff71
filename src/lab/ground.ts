import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Experiment } from "./experiment.ts";
import type { GuestKernel } from "./guest/kernels.ts";
import { playInGuest } from "./guest/play.ts";
import { thisKernel } from "./kernel.ts";
import { isolated, obstacle } from "./namespace.ts";
import { resultOf, type Outcome } from "./result.ts";
import { scratchFolder } from "./scratch.ts";
import { Sentence } from "./sentence.ts";
import { ALWAYS, lacking } from "./tools.ts";

/** Where experiments are played to be compared. */
export interface Ground {
  /** The kernel's name, such as linux-6.18. */
  readonly kernel: string;
  /** What it is called in the report. */
  readonly title: string;
  /** Why an experiment cannot be played there, as a sentence; null when it can. */
  readonly without: (experiment: Experiment) => string | null;
  /** Rejects with a Sentence when something is not as it must be. */
  readonly play: (experiment: Experiment) => Promise<Outcome>;
}

/** The running kernel. Throws a Sentence when nothing can be played on it. */
export function here(): Ground {
  const problem = obstacle();
  if (problem) throw new Sentence(problem);
  const { name, release } = thisKernel();
  const play = (experiment: Experiment) =>
    isolated(experiment, { unhurried: false, quiet: true }, (folder) =>
      resultOf(experiment, folder),
    );
  return { kernel: name, title: release, without, play };
}

/** What this machine lacks of an experiment's programs. */
const without = ({ tools }: Experiment): string | null => lacking([...ALWAYS, ...tools]);

/** Another kernel, booted afresh for each experiment. */
export const inEmulation = (kernel: GuestKernel): Ground => ({
  kernel: `linux-${kernel}`,
  title: `${kernel}, emulated`,
  without: (experiment) => experiment.notInGuest ?? without(experiment),
  play: async (experiment) => {
    const folder = scratchFolder();
    try {
      const failed = await playInGuest(kernel, [experiment], { record: true, into: folder });
      if (failed > 0) throw new Sentence(`it failed on Linux ${kernel}, and has said why above`);
      return resultOf(experiment, join(folder, experiment.name));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});
