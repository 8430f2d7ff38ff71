import { bare } from "../sessions/kernels.ts";
import { kernelsOf, session } from "../sessions/library.ts";
import { measuredOn, measurement } from "../sessions/measurement.ts";
import { beside } from "./beside.ts";
import { differences, differencesAfter, FINDING, type Line } from "./difference.ts";
import { isStory, type Experiment } from "./experiment.ts";
import { outcomeOf, type Outcome } from "./result.ts";
import { Sentence, Stopped } from "./sentence.ts";

/** An experiment that was played, or could not be, beside its recordings. */
export interface Comparison {
  readonly experiment: string;
  /** What it was set beside, in words, or why it was not. */
  readonly which: string;
  readonly lines: readonly (Line & { readonly why: string | null })[];
  /** What ended it before its end; null when it came to its end. */
  readonly ended: string | null;
}

/**
 * Plays an experiment and sets it beside its recording.
 * @param running the name of the kernel it is played on
 * @param play rejects with a Sentence when something was not as it must be, which is a difference
 *   too; with Stopped when somebody wants all to end, which is passed on
 * To be called from the project's root.
 */
export async function compare(
  experiment: Experiment,
  running: string,
  play: (experiment: Experiment) => Promise<Outcome>,
): Promise<Comparison> {
  const recordings = recordingsOf(experiment);
  const chosen = beside(
    running,
    recordings.map(({ kernel }) => kernel),
  );
  const recorded = recordings.find(({ kernel }) => kernel === chosen?.kernel);
  const { name } = experiment;
  if (!chosen || !recorded) return apart(name, "nothing of it was recorded");
  try {
    const found = await play(experiment);
    const setting = settings(recorded, found);
    const lines = differences(recorded, found).map((line) => ({
      ...line,
      why: why(line, recordings, setting),
    }));
    return { experiment: name, which: `beside ${chosen.which}`, lines, ended: null };
  } catch (error) {
    if (!(error instanceof Sentence) || error instanceof Stopped) throw error;
    const lines = differencesAfter(recorded, error.message).map((line) => ({ ...line, why: null }));
    return { experiment: name, which: `beside ${chosen.which}`, lines, ended: error.message };
  }
}

/** An experiment that there is nothing to say of but why. */
export const apart = (experiment: string, which: string): Comparison => ({
  experiment,
  which,
  lines: [],
  ended: null,
});

/** What came out of an experiment wherever it was recorded, on the oldest kernel first. */
function recordingsOf(experiment: Experiment): Outcome[] {
  const { name } = experiment;
  const files = isStory(experiment)
    ? kernelsOf(name).map((kernel) => session(name, kernel).file)
    : measuredOn(name).map((kernel) => measurement(name, kernel));
  return files.map(outcomeOf);
}

/** What may be the reason for a difference; null where there is none to explain. */
function why({ id, verdict, got }: Line, recordings: Outcome[], setting: string): string | null {
  if (verdict !== "differs" || got === null) return null;
  const agreeing = recordings.filter(({ checks, finding }) =>
    id === FINDING ? finding === got : checks.some(({ title }) => title === got),
  );
  if (agreeing.length > 0)
    return `as recorded on Linux ${agreeing.map(({ kernel }) => bare(kernel)).join(", ")}`;
  return `no recording shows this; ${setting}`;
}

/** In what the recording's machine was not this one. */
function settings(recorded: Outcome, found: Outcome): string {
  const other = Object.keys(found.tools)
    .filter((tool) => tool in recorded.tools && recorded.tools[tool] !== found.tools[tool])
    .map((tool) => `${recorded.tools[tool]} there, ${found.tools[tool]} here`);
  if (recorded.release !== found.release)
    other.unshift(`Linux ${recorded.release} there, ${found.release} here`);
  return other.length > 0 ? other.join("; ") : "kernel and tools are the same";
}
