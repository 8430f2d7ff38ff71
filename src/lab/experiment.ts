import type { Bilingual, SessionFile } from "../sessions/schema.ts";
import type { NetworkKind } from "./network.ts";
import type { MeasurementFile } from "../sessions/measurement.ts";
import type { Bench } from "./bench.ts";
import type { Stage } from "./stage.ts";
import type { TerminalSpec } from "./terminal.ts";

/** What every experiment says of itself. */
interface Described {
  /** Also the name of what it records; never changed once published. */
  readonly name: string;
  readonly title: Bilingual;
  /** What it shows, in one sentence. */
  readonly summary: Bilingual;
  /** Programs besides bash, ip, ss, tcpdump and unshare that must be installed. */
  readonly tools: readonly string[];
  /** Seconds it takes at the least, where that is more than ten. */
  readonly lasts?: number;
  /** Why it can be played on the running kernel only; in English. */
  readonly notInGuest?: string;
}

/** A program that measures something on a real kernel: its result is a table. */
export interface Measurement extends Described {
  /** Sources in src/lab/programs of what must be in the working folder. */
  readonly programs?: readonly string[];
  readonly columns: MeasurementFile["columns"];
  /** Gathers rows, checks them and says its finding. Rejects with a Sentence when something is not as it must be. */
  readonly measure: (bench: Bench) => Promise<void>;
}

/** A program that shows something on a real kernel, and checks that it was shown: its result is a session. */
export interface Story extends Described {
  /** What it plays on; loopback when absent. */
  readonly network?: NetworkKind;
  /** Written on every host before anything else. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** How many bytes of each frame the capture keeps, where many are large; all when absent. */
  readonly snap?: number;
  /** Whether the article's server program is needed in the working folder. */
  readonly server: boolean;
  /** Sources in src/lab/programs of what else must be there. */
  readonly programs?: readonly string[];
  /** Files of src/lab/programs needed there too, each run by `node <file>`. */
  readonly scripts?: readonly string[];
  readonly ends: SessionFile["ends"];
  readonly terminals: readonly TerminalSpec[];
  /** The step that a picture of the session shows. */
  readonly poster: string;
  /** Types, waits, marks steps and checks. Rejects with a Sentence when something is not as it must be. */
  readonly play: (stage: Stage) => Promise<void>;
}

/** A program that finds something out on a real kernel. */
export type Experiment = Story | Measurement;

/** Whether an experiment's result is a session. */
export const isStory = (experiment: Experiment): experiment is Story => "play" in experiment;

/** The sources in src/lab/programs of what an experiment needs in its working folder. */
export const programsOf = (experiment: Experiment): readonly string[] => [
  ...(isStory(experiment) && experiment.server ? ["server.go"] : []),
  ...(experiment.programs ?? []),
];
