import { getCollection } from "astro:content";
import { textFragment } from "./fragment.ts";
import { official } from "./quote.ts";

const TEXTS = import.meta.glob<string>("../../content/rfc/*.txt", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** A quoted sentence, and where it stands. */
export interface Sentence {
  readonly id: string;
  readonly under?: string | undefined;
  readonly text: string;
  readonly rfc: string;
  readonly number: number;
  readonly section: string;
  /** The section's title. */
  readonly title: string;
}

/** All quoted sentences, by id. */
export async function sentences(): Promise<ReadonlyMap<string, Sentence>> {
  const rfcs = await getCollection("rfc");
  return new Map(
    rfcs.flatMap(({ id: rfc, data: { number, sections } }) =>
      sections.flatMap(({ section, title, sentences }) =>
        sentences.map((one) => [one.id, { ...one, rfc, number, section, title }]),
      ),
    ),
  );
}

/** A quoted sentence by its id. Throws an Error that names content/rfc when it is not there. */
export async function sentence(id: string): Promise<Sentence> {
  const found = (await sentences()).get(id);
  if (!found) throw new Error(`There is no sentence "${id}" in content/rfc.`);
  return found;
}

/**
 * Where the RFC Editor has a sentence: browsers that know text fragments find and light it.
 * Throws an Error when it is not in the RFC's text.
 */
export const officialSentence = ({ rfc, section, text }: Sentence): string =>
  official(rfc, section) + textFragment(text, TEXTS[`../../content/rfc/${rfc}.txt`] ?? "");

/** The claims about each sentence, by the sentence's id. */
export async function claimsAbout(): Promise<ReadonlyMap<string, readonly string[]>> {
  const about = new Map<string, string[]>();
  for (const { id, data } of await getCollection("claims"))
    for (const clause of data.clause) about.set(clause, [...(about.get(clause) ?? []), id]);
  return about;
}
