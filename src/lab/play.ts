import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Experiment } from "./experiment.ts";
import { thisKernel } from "./kernel.ts";
import { isolated, obstacle, requireRoot } from "./namespace.ts";
import { place } from "./place.ts";
import { resultOf } from "./result.ts";
import { SessionError } from "../sessions/error.ts";
import { Sentence, Stopped } from "./sentence.ts";

const CONTENT = fileURLToPath(new URL("../../content", import.meta.url));

/** What becomes of what was recorded. */
export interface Keeping {
  /** Whether it is recorded, unhurried, or only played. */
  readonly record: boolean;
  /** A folder to keep recordings in, `<folder>/<experiment>`, instead of content/. */
  readonly into?: string | undefined;
}

/**
 * Plays experiments on this kernel, one after another; one that fails says so and keeps no other
 * from its turn.
 * Resolves with how many failed. Rejects with a Sentence when none can be played here, or when stopped.
 */
export async function playHere(
  experiments: readonly Experiment[],
  keeping: Keeping,
): Promise<number> {
  const problem = obstacle();
  if (problem) throw new Sentence(problem);
  if (keeping.record) requireRoot();
  let failed = 0;
  for (const experiment of experiments) {
    console.log(`${experiment.name} on Linux ${thisKernel().release}`);
    try {
      await isolated(experiment, { unhurried: keeping.record }, (folder) =>
        keep(experiment, folder, keeping),
      );
    } catch (error) {
      const said = error instanceof Sentence || error instanceof SessionError;
      if (!said || error instanceof Stopped) throw error;
      console.error(`lab: ${error.message}`);
      failed++;
    }
  }
  return failed;
}

/**
 * Verifies what an experiment has left in a folder, and keeps it or not. Says what it did.
 * Throws a SessionError when it is not as it must be.
 */
export function keep(experiment: Experiment, folder: string, { record, into }: Keeping): void {
  const found = resultOf(experiment, folder);
  let outcome = "nothing was recorded";
  if (record && into !== undefined) {
    const target = join(into, experiment.name);
    cpSync(folder, target, { recursive: true });
    outcome = `recorded in ${target}`;
  } else if (record) {
    place(found.kept, join(CONTENT, found.place));
    outcome = `recorded in content/${found.place}`;
  }
  console.log(`${found.checks.length} checks hold; ${outcome}.`);
}
