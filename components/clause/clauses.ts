import { getCollection } from "astro:content";
import { escapeHtml } from "../../src/notebook/html.ts";

/** A quoted sentence, and where it stands. */
export interface Sentence {
  readonly id: string;
  readonly text: string;
  readonly rfc: string;
  readonly number: number;
  readonly section: string;
}

/** All quoted sentences, by id. */
export async function sentences(): Promise<ReadonlyMap<string, Sentence>> {
  const rfcs = await getCollection("rfc");
  return new Map(
    rfcs.flatMap(({ id: rfc, data: { number, sections } }) =>
      sections.flatMap(({ section, sentences }) =>
        sentences.map(({ id, text }) => [id, { id, text, rfc, number, section }]),
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

/** Some of a sentence's words, if they are its words. Throws an Error if they are not. */
export function quote(text: string, words: string): string {
  if (text.includes(words)) return words;
  throw new Error(`"${words}" are not the words of "${text}".`);
}

/** RFC text as HTML: status words in their boxes (RFC 2119), the plain text's _emphasis_ as such. */
export const statusWords = (text: string): string =>
  escapeHtml(text)
    .replace(
      /\b(MUST|SHOULD|MAY)( NOT)?\b/g,
      (words, word: string) => `<span class="word ${word.toLowerCase()}">${words}</span>`,
    )
    .replace(/(?<!\w)_([^_]+)_(?!\w)/g, "<i>$1</i>");
