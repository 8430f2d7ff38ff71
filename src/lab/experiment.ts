import type { Bilingual, SessionFile } from "../sessions/schema.ts";
import type { Stage } from "./stage.ts";
import type { TerminalSpec } from "./terminal.ts";

/** A program that shows something on a real kernel, and checks that it was shown. */
export interface Experiment {
  /** Also the name of its sessions; never changed once published. */
  readonly name: string;
  readonly title: Bilingual;
  /** What it shows, in one sentence. */
  readonly summary: Bilingual;
  /** Written in the experiment's own network namespace before anything else. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** Programs besides bash, ss and tcpdump that must be installed. */
  readonly tools: readonly string[];
  /** Whether the article's server program is needed in the working folder. */
  readonly server: boolean;
  readonly ends: SessionFile["ends"];
  readonly terminals: readonly TerminalSpec[];
  /** The step that a picture of the session shows. */
  readonly poster: string;
  /** Types, waits, marks steps and checks. Rejects with a Sentence when something is not as it must be. */
  readonly play: (stage: Stage) => Promise<void>;
}
