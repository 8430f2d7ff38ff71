import type { Experiment } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { assassination, assassinationRfc1337 } from "./assassination.ts";
import { clientTimeWait, clientTimeWaitTimestamps } from "./client-time-wait.ts";
import { closeWaitReset } from "./close-wait-reset.ts";
import { lastAck } from "./last-ack.ts";
import { longLived } from "./long-lived.ts";
import { nat } from "./nat.ts";
import { refusedSyn } from "./refused-syn.ts";
import { serverTimeWait, serverTimeWaitTimestamps } from "./server-time-wait.ts";

/** Every experiment, in the order the book tells them. */
export const experiments: readonly Experiment[] = [
  serverTimeWait,
  serverTimeWaitTimestamps,
  clientTimeWait,
  clientTimeWaitTimestamps,
  refusedSyn,
  nat,
  lastAck,
  closeWaitReset,
  assassination,
  assassinationRfc1337,
  longLived,
];

/** The experiment of that name. Throws a Sentence that lists the names there are. */
export function experimentNamed(name: string | undefined): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (found) return found;
  const names = experiments.map((experiment) => experiment.name).join(", ");
  const asked = name === undefined ? "which experiment?" : `there is no experiment "${name}";`;
  throw new Sentence(`${asked} Name one of ${names}`);
}
