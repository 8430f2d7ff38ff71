import { getCollection } from "astro:content";
import { escapeHtml } from "../../src/notebook/html.ts";

/**
 * The text of a quoted sentence by its id. Throws an Error that names content/rfc when it is not
 * there.
 */
export async function sentence(id: string): Promise<string> {
  const rfcs = await getCollection("rfc");
  const sentences = rfcs.flatMap(({ data }) => data.sections.flatMap((one) => one.sentences));
  const found = sentences.find((one) => one.id === id);
  if (!found) throw new Error(`There is no sentence "${id}" in content/rfc.`);
  return found.text;
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
      /\b(MUST|SHOULD|MAY)\b/g,
      (word) => `<span class="word ${word.toLowerCase()}">${word}</span>`,
    )
    .replace(/(?<!\w)_([^_]+)_(?!\w)/g, "<i>$1</i>");
