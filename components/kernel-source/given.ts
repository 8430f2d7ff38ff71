import { kernelNamed, receiveInTimeWait, type Branch } from "../../src/model/index.ts";
import { answer } from "../../src/oracle/on-model.ts";
import { recorded } from "../../src/oracle/recorded.ts";
import { session } from "../../src/sessions/library.ts";
import { timeWaitMet } from "../../src/sessions/time-wait.ts";
import { lastStep } from "../claim/case.ts";
import { version } from "../lang.ts";
import { unasked, type Met } from "./facts.ts";

/** What lights source up: a packet of a session, or a recorded case. */
export type Light =
  | { readonly session: string; readonly at: string; readonly kernel?: string | undefined }
  | { readonly oracle: string; readonly kernel?: string | undefined };

/** The conditions that were evaluated, and of which segment. */
export interface Given {
  readonly branches: readonly Branch[];
  /** The packet's number in the pcap, or the case's last step in words. */
  readonly packet: number | null;
  readonly says: string;
  /** Where it was seen: the session, or the case's id. */
  readonly name: string;
  readonly release: string;
  /** Its numbers and the TIME_WAIT it met, where a session has them. */
  readonly met: Met | null;
}

/**
 * What the model evaluates for a packet that met TIME_WAIT, on the session's kernel.
 * Throws an Error that names the session and the step when there is no such packet.
 */
function bySession({ session: name, at, kernel }: Extract<Light, { session: string }>): Given {
  const { file, packets } = session(name, kernel);
  const number = file.steps.find(({ id }) => id === at)?.packet;
  if (number === undefined) throw new Error(`The session ${name} has no packet at a step "${at}".`);
  const { timeWait, segment, now } = timeWaitMet(packets, number);
  const rfc1337 = file.sysctls["net.ipv4.tcp_rfc1337"] === "1";
  const model = kernelNamed(file.kernel.name);
  const { branches, reopened } = receiveInTimeWait(timeWait, segment, model, { now, rfc1337 });
  return {
    branches: [...branches, ...unasked(timeWait)],
    packet: number,
    says: "",
    name,
    release: version(file.kernel.release),
    met: { timeWait, segment, reopens: reopened !== null },
  };
}

/** What the model evaluates in the last step of a recorded case. */
function byCase({ oracle: id, kernel = "linux-6.18" }: Extract<Light, { oracle: string }>): Given {
  const one = recorded().cases.get(id);
  if (!one) throw new Error(`There is no recorded case "${id}".`);
  return {
    branches: answer(one, kernelNamed(kernel)).last,
    packet: null,
    says: lastStep(one),
    name: id,
    release: kernel.replace("linux-", ""),
    met: null,
  };
}

export const given = (light: Light): Given =>
  "oracle" in light ? byCase(light) : bySession(light);
