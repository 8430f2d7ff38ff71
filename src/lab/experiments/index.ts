import type { Experiment } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { articleRemedy } from "./article-remedy.ts";
import { assassination, assassinationRfc1337 } from "./assassination.ts";
import { clientTimeWait, clientTimeWaitTimestamps } from "./client-time-wait.ts";
import { resetClose } from "./reset-close.ts";
import { restart } from "./restart.ts";
import { silentClient } from "./silent-client.ts";
import { simultaneousClose } from "./simultaneous-close.ts";
import { closeWaitReset } from "./close-wait-reset.ts";
import { lastAck } from "./last-ack.ts";
import { longLived, longLivedTimestamps } from "./long-lived.ts";
import { nat } from "./nat.ts";
import { cost } from "./cost.ts";
import { oneSecond } from "./one-second.ts";
import { portExhaustion } from "./port-exhaustion.ts";
import { refusedSyn } from "./refused-syn.ts";
import { reuseMatrix } from "./reuse-matrix.ts";
import { serverTimeWait, serverTimeWaitTimestamps } from "./server-time-wait.ts";
import { twReuse } from "./tw-reuse.ts";
import { websocketClose } from "./websocket-close.ts";
import { websocketCloseChromium } from "./websocket-close-chromium.ts";
import { sixtySeconds } from "./sixty-seconds.ts";

/** Every experiment, in the order the book tells them. */
export const experiments: readonly Experiment[] = [
  serverTimeWait,
  serverTimeWaitTimestamps,
  websocketClose,
  websocketCloseChromium,
  silentClient,
  clientTimeWait,
  clientTimeWaitTimestamps,
  twReuse,
  simultaneousClose,
  resetClose,
  restart,
  refusedSyn,
  nat,
  lastAck,
  closeWaitReset,
  assassination,
  assassinationRfc1337,
  longLived,
  longLivedTimestamps,
  articleRemedy,
  oneSecond,
  reuseMatrix,
  portExhaustion,
  sixtySeconds,
  cost,
];

/** The experiment of that name. Throws a Sentence that lists the names there are. */
export function experimentNamed(name: string | undefined): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (found) return found;
  const names = experiments.map((experiment) => experiment.name).join(", ");
  const asked = name === undefined ? "which experiment?" : `there is no experiment "${name}";`;
  throw new Sentence(`${asked} Name one of ${names}`);
}
