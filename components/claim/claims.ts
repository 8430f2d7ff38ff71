import { existsSync } from "node:fs";
import { getCollection, type CollectionEntry } from "astro:content";
import { kernelsOf, session } from "../../src/sessions/library.ts";
import type { Check, SessionFile, Step } from "../../src/sessions/schema.ts";
import type { Lang } from "../lang.ts";
import { prose } from "../text/prose.ts";

export type Claim = CollectionEntry<"claims">;

/** One piece of evidence, looked up: a step of a session, and the checks that show the claim. */
interface Proof {
  readonly session: string;
  /** Kernels on whose recordings all these checks were made, and held. */
  readonly kernels: readonly string[];
  readonly step: Step;
  /** The packets that the checks look at, by number. */
  readonly packets: readonly number[];
  readonly checks: readonly Check[];
}

/**
 * A claim's evidence, as the newest kernel's recordings have it. Throws an Error that names the
 * claim's file when a session, a step, a check, a clause or a test is not there.
 */
export async function proofsOf({ id, data }: Claim): Promise<Proof[]> {
  const fail = (what: string): never => {
    throw new Error(`content/claims/${id}.yaml: ${what}.`);
  };
  for (const test of data.tests) if (!existsSync(test)) fail(`there is no test ${test}`);
  if (data.clause && !(await clauses()).has(data.clause))
    fail(`there is no sentence ${data.clause} in content/rfc`);
  return data.evidence.map(({ session: name, step: stepId, checks: ids }) => {
    const { file } = session(name);
    const step = file.steps.find((one) => one.id === stepId);
    const checks = ids.map(
      (one) =>
        file.checks.find((check) => check.id === one) ??
        fail(`the session ${name} has no check "${one}"`),
    );
    return {
      session: name,
      kernels: kernelsOf(name).filter((kernel) => shows(session(name, kernel).file, stepId, ids)),
      step: step ?? fail(`the session ${name} has no step "${stepId}"`),
      packets: [...new Set(checks.flatMap(packetsOf))].toSorted((a, b) => a - b),
      checks,
    };
  });
}

/** Whether a recording has the step and made all the checks; that they held, reading it has shown. */
const shows = ({ steps, checks }: SessionFile, step: string, ids: readonly string[]): boolean =>
  steps.some(({ id }) => id === step) && ids.every((id) => checks.some((check) => check.id === id));

function packetsOf(check: Check): number[] {
  if (check.kind === "packet") return [check.packet];
  if (check.kind === "delay") return [check.since, check.packet];
  return check.kind === "sequence" ? [check.against.packet, check.of.packet] : [];
}

/** The ids of all quoted sentences. */
async function clauses(): Promise<Set<string>> {
  const rfcs = await getCollection("rfc");
  return new Set(
    rfcs.flatMap(({ data }) =>
      data.sections.flatMap(({ sentences }) => sentences.map((sentence) => sentence.id)),
    ),
  );
}

/** All claims, by chapter and name. */
export const claims = async (): Promise<Claim[]> =>
  (await getCollection("claims")).toSorted(
    (a, b) => a.data.chapter.localeCompare(b.data.chapter) || a.id.localeCompare(b.id),
  );

/** A claim's sentence as HTML. */
export const claimHtml = ({ data }: Claim, lang: Lang): string => prose(data.says[lang], lang);
