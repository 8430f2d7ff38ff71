import { existsSync } from "node:fs";
import type { Case, Result } from "../../src/oracle/case.ts";
import { recorded } from "../../src/oracle/recorded.ts";
import { bare, byAge } from "../../src/sessions/kernels.ts";
import { kernelsOf, session } from "../../src/sessions/library.ts";
import {
  measuredOn,
  measurement,
  usuallyMeasuredOn,
  type MeasurementCheck,
} from "../../src/sessions/measurement.ts";
import type { Bilingual, Check, SessionFile, Step } from "../../src/sessions/schema.ts";
import type { ClaimData, Evidence } from "./schema.ts";

/** What all recorded evidence has in common. */
interface Shown {
  /** The kernels whose recordings show it, oldest first: computed, never typed. */
  readonly kernels: readonly string[];
  /** Kernels that were recorded as well and do not show it; none where the claim names its kernels. */
  readonly not: readonly string[];
}

/** A step of a session, and the checks that show the claim, as one kernel's recording has them. */
export interface SessionProof extends Shown {
  readonly kind: "session";
  readonly name: string;
  /** The kernel whose step, packets and checks these are. */
  readonly kernel: string;
  readonly release: string;
  readonly recorded: string;
  readonly step: Step;
  readonly checks: readonly Check[];
  /** The packets that the checks look at, by number. */
  readonly packets: readonly number[];
  readonly path: string;
}

/** Checks of a measurement, as one kernel's table has them. */
export interface MeasurementProof extends Shown {
  readonly kind: "measurement";
  readonly name: string;
  readonly title: Bilingual;
  readonly kernel: string;
  readonly release: string;
  readonly recorded: string;
  readonly checks: readonly MeasurementCheck[];
  readonly path: string;
}

/** Single segments, and what they were answered. */
export interface OracleProof extends Shown {
  readonly kind: "oracle";
  readonly cases: readonly Case[];
  readonly verdict: string;
  readonly after: string | undefined;
  readonly restarted: boolean | undefined;
  readonly isn: "continued" | "fresh" | undefined;
}

/** A kernel's source, read and not run. */
export interface SourceProof {
  readonly kind: "source";
  readonly release: string;
  readonly file: string;
  readonly function: string;
  readonly says: Bilingual;
}

/** One piece of evidence, looked up and verified. */
export type Proof = SessionProof | MeasurementProof | OracleProof | SourceProof;

/**
 * A claim's evidence. To be called from the project's root.
 * Throws an Error that names the claim's file when something is not there, or no longer shows it.
 */
export function evidenceOf(id: string, { evidence, tests }: ClaimData): Proof[] {
  const fail = (what: string): never => {
    throw new Error(`content/claims/${id}.yaml: ${what}.`);
  };
  for (const test of tests) if (!existsSync(test)) fail(`there is no test ${test}`);
  return evidence.map((one) => proofOf(one, fail));
}

type Fail = (what: string) => never;

function proofOf(one: Evidence, fail: Fail): Proof {
  if ("session" in one) return sessionProof(one, fail);
  if ("measurement" in one) return measurementProof(one, fail);
  if ("oracle" in one) return oracleProof(one, fail);
  return { kind: "source", ...one.source };
}

/**
 * The kernels that show it, of those recorded; those that are named must.
 * @param why what a kernel's recording lacks, as the end of a sentence; null if it shows all
 */
function shownBy(
  all: readonly string[],
  named: readonly string[] | undefined,
  why: (kernel: string) => string | null,
  fail: Fail,
): Shown {
  for (const kernel of named ?? []) {
    const lacks = all.includes(kernel) ? why(kernel) : `nothing is recorded on ${kernel}`;
    if (lacks !== null) fail(lacks);
  }
  const asked = named ?? all;
  const kernels = asked.filter((kernel) => why(kernel) === null).toSorted(byAge);
  return { kernels, not: asked.filter((kernel) => !kernels.includes(kernel)) };
}

/** `/sessions/x/`, with the kernel's number where it is not the one that stands for the others. */
const pathOf = (shelf: string, name: string, kernel: string, usual: string): string =>
  `/${shelf}/${name}/${kernel === usual ? "" : `${bare(kernel)}/`}`;

/** The kernel shown to the reader: the usual one if it is among them, else the newest. */
const preferred = (kernels: readonly string[], usual: string): string | undefined =>
  kernels.includes(usual) ? usual : kernels.at(-1);

const firstMissing = (wanted: readonly string[], there: readonly { id: string }[]) =>
  wanted.find((id) => !there.some((one) => one.id === id));

function sessionProof(
  { session: name, step: stepId, checks: ids, kernel }: Extract<Evidence, { session: string }>,
  fail: Fail,
): SessionProof {
  const all = kernelsOf(name);
  if (all.length === 0) fail(`no session "${name}" was recorded`);
  const usual = session(name).file.kernel.name;
  // That all its checks hold, reading a recording has shown.
  const why = (one: string): string | null => {
    const { steps, checks } = session(name, one).file;
    const missing = firstMissing(ids, checks);
    if (missing !== undefined) return `the session ${name} on ${one} has no check "${missing}"`;
    return steps.some(({ id }) => id === stepId)
      ? null
      : `the session ${name} on ${one} has no step "${stepId}"`;
  };
  const shown = shownBy(all, kernel, why, fail);
  if (!kernel && why(usual) !== null) fail(why(usual) ?? "");
  const best = preferred(shown.kernels, usual) ?? usual;
  const { file } = session(name, best);
  const checks = ids.flatMap((id) => file.checks.filter((check) => check.id === id));
  return {
    kind: "session",
    name,
    kernel: best,
    release: file.kernel.release,
    recorded: file.recorded,
    ...shown,
    step: stepIn(file, stepId),
    checks,
    packets: [...new Set(checks.flatMap(packetsOf))].toSorted((a, b) => a - b),
    path: `${pathOf("sessions", name, best, usual)}#s/${name}/${stepId}`,
  };
}

function stepIn({ steps }: SessionFile, id: string): Step {
  const step = steps.find((one) => one.id === id);
  if (!step) throw new RangeError(`There is no step ${id}.`);
  return step;
}

function packetsOf(check: Check): number[] {
  if (check.kind === "packet") return [check.packet];
  if (check.kind === "delay") return [check.since, check.packet];
  return check.kind === "sequence" ? [check.against.packet, check.of.packet] : [];
}

function measurementProof(
  { measurement: name, checks: ids, kernel }: Extract<Evidence, { measurement: string }>,
  fail: Fail,
): MeasurementProof {
  const all = measuredOn(name);
  if (all.length === 0) fail(`there is no measurement "${name}"`);
  const usual = usuallyMeasuredOn(name);
  const why = (one: string): string | null => {
    const missing = firstMissing(ids, measurement(name, one).checks);
    return missing === undefined
      ? null
      : `the measurement ${name} on ${one} has no check "${missing}"`;
  };
  const shown = shownBy(all, kernel, why, fail);
  if (!kernel && why(usual) !== null) fail(why(usual) ?? "");
  const best = preferred(shown.kernels, usual) ?? usual;
  const file = measurement(name, best);
  return {
    kind: "measurement",
    name,
    title: file.title,
    kernel: best,
    release: file.kernel.release,
    recorded: file.recorded,
    ...shown,
    checks: ids.flatMap((id) => file.checks.filter((check) => check.id === id)),
    path: pathOf("measurements", name, best, usual),
  };
}

function oracleProof(one: Extract<Evidence, { oracle: string[] }>, fail: Fail): OracleProof {
  const { cases: known, answers } = recorded();
  const cases = one.oracle.flatMap((pattern) => {
    const fits = new RegExp(`^${RegExp.escape(pattern).replaceAll("\\*", ".*")}$`);
    const found = [...known.values()].filter(({ id }) => fits.test(id));
    return found.length > 0 ? found : fail(`no recorded case is called "${pattern}"`);
  });
  const why = (kernel: string): string | null => {
    const wrong = cases
      .map(({ id }) => ({ id, found: otherwise(answers.get(kernel)?.get(id), one) }))
      .find(({ found }) => found !== null);
    return wrong ? `the case ${wrong.id} on ${kernel} shows something else: ${wrong.found}` : null;
  };
  const shown = shownBy([...answers.keys()], one.kernel, why, fail);
  if (shown.kernels.length === 0) fail(why([...answers.keys()].at(-1) ?? "") ?? "");
  const { verdict, after, restarted, isn } = one;
  return { kind: "oracle", cases, verdict, after, restarted, isn, ...shown };
}

/** What a recorded answer has other than was said; null if nothing. */
function otherwise(
  result: Result | undefined,
  { verdict, after, restarted, isn }: Extract<Evidence, { oracle: string[] }>,
): string | null {
  const last = result?.steps.at(-1);
  if (!last) return "no answer";
  const calls = last.connect ?? last.bind;
  const found = /^(0|EINPROGRESS)$/.test(calls ?? "")
    ? "connects"
    : (calls ?? last.reaction ?? "silence");
  if (found !== verdict) return found;
  if (after !== undefined && last.state_after !== after) return `${last.state_after} is left`;
  if (restarted !== undefined && (last.timer_restarted ?? false) !== restarted)
    return restarted ? "the 60 s go on" : "the 60 s are started again";
  const seq = last.replies?.find(({ flags }) => flags === "SA")?.seq_rel_snd_nxt;
  if (isn !== undefined && (seq === 65_537 ? "continued" : "fresh") !== isn) return `ISN ${seq}`;
  return null;
}

/** On which kernels a claim holds, by its recorded evidence. */
export interface Held {
  /** All the evidence that is about the kernel shows it there. */
  readonly fully: readonly string[];
  /** Some of it does; the rest was not recorded there. */
  readonly inPart: readonly string[];
  /** Recorded there, and it does not. */
  readonly not: readonly string[];
}

/** Sums up evidence: a kernel's own, where a piece of evidence names kernels, else everybody's. */
export function heldOn(evidence: readonly Evidence[], proofs: readonly Proof[]): Held {
  const pieces = proofs.flatMap((proof, index) => {
    const given = evidence[index];
    if (proof.kind === "source" || !given || "source" in given) return [];
    return [{ ...proof, named: given.kernel !== undefined }];
  });
  const all = [...new Set(pieces.flatMap(({ kernels, not }) => [...kernels, ...not]))];
  const of = (kernel: string): keyof Held => {
    const about = pieces.filter(({ named, kernels }) => !named || kernels.includes(kernel));
    if (about.some(({ not }) => not.includes(kernel))) return "not";
    return about.every(({ kernels }) => kernels.includes(kernel)) ? "fully" : "inPart";
  };
  const held = (how: keyof Held) => all.filter((kernel) => of(kernel) === how).toSorted(byAge);
  return { fully: held("fully"), inPart: held("inPart"), not: held("not") };
}
