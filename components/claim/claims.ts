import { getCollection, type CollectionEntry } from "astro:content";
import type { Lang } from "../lang.ts";
import { DEFAULT_KERNEL, kernelsOf, session } from "../../src/sessions/library.ts";
import type { Check, Step } from "../../src/sessions/schema.ts";
import { prose } from "../text/prose.ts";

export type Claim = CollectionEntry<"claims">;

/** One piece of evidence, looked up: a step of a session, and the checks that prove the claim. */
export interface Proof {
  readonly session: string;
  /** Kernels the session was recorded on; its checks held on each. */
  readonly kernels: readonly string[];
  readonly step: Step;
  readonly packets: readonly number[];
  readonly checks: readonly Check[];
}

/**
 * A claim's evidence. Throws an Error that names the claim's file when a session, a step, a packet
 * or a check is not there.
 */
export function proofsOf({ id, data }: Claim): Proof[] {
  return data.evidence.map((evidence) => {
    const { file, packets } = session(evidence.session, DEFAULT_KERNEL);
    const missing = (what: string): never => {
      throw new Error(
        `content/claims/${id}.yaml: the session ${evidence.session} has no ${what}; name one it has.`,
      );
    };
    const step =
      file.steps.find((candidate) => candidate.id === evidence.step) ??
      missing(`step "${evidence.step}"`);
    for (const number of evidence.packets) if (number > packets.length) missing(`packet ${number}`);
    const checks = evidence.checks.map(
      (name) => file.checks.find((check) => check.id === name) ?? missing(`check "${name}"`),
    );
    const { session: name, packets: numbers } = evidence;
    return { session: name, kernels: kernelsOf(name), step, packets: numbers, checks };
  });
}

/** All claims, by chapter and name. */
export const claims = async (): Promise<Claim[]> =>
  (await getCollection("claims")).toSorted(
    (a, b) => a.data.chapter.localeCompare(b.data.chapter) || a.id.localeCompare(b.id),
  );

/** A claim's sentence as HTML. */
export const claimHtml = ({ data }: Claim, lang: Lang): string => prose(data.says[lang], lang);
