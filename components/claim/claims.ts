import { getCollection, getEntry, type CollectionEntry } from "astro:content";
import { sentences } from "../clause/clauses.ts";
import type { Lang } from "../lang.ts";
import { prose } from "../text/prose.ts";
import { evidenceOf, heldOn, type Held, type Proof } from "./evidence.ts";
import { listedInChapter, usesOfClaims } from "./uses.ts";

export type Claim = CollectionEntry<"claims">;

/** A claim's evidence, verified, and the kernels it holds on. */
export interface Proven {
  readonly proofs: readonly Proof[];
  readonly held: Held;
}

/**
 * Looks up what a claim rests on. Throws an Error that names the claim's file when anything it names
 * is not there, or no longer shows it.
 */
export async function proven({ id, data }: Claim): Promise<Proven> {
  const quoted = await sentences();
  for (const clause of data.clause)
    if (!quoted.has(clause))
      throw new Error(`content/claims/${id}.yaml: there is no sentence ${clause} in content/rfc.`);
  const proofs = evidenceOf(id, data);
  return { proofs, held: heldOn(data.evidence, proofs) };
}

/** The claim of that id. Throws an Error that says which file is missing. */
export async function claimOf(id: string): Promise<Claim> {
  const claim = await getEntry("claims", id);
  if (claim) return claim;
  throw new Error(`There is no claim "${id}": add content/claims/${id}.yaml.`);
}

/**
 * All claims, by chapter and name, each with what it rests on.
 * Throws an Error when one does not hold, or is in no chapter.
 */
export async function claims(): Promise<(Claim & Proven)[]> {
  const all = await getCollection("claims");
  const uses = usesOfClaims();
  for (const { id, data } of all) listedInChapter(id, data.chapter, uses);
  const sorted = all.toSorted(
    (a, b) => a.data.chapter.localeCompare(b.data.chapter) || a.id.localeCompare(b.id),
  );
  return Promise.all(sorted.map(async (claim) => ({ ...claim, ...(await proven(claim)) })));
}

/** A claim's sentence as HTML. */
export const claimHtml = ({ data }: Claim, lang: Lang): string => prose(data.says[lang], lang);
