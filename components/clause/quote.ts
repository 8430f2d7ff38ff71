import { escapeHtml } from "../../src/notebook/html.ts";

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

/** The same with some words underlined. Throws an Error if they are not the sentence's. */
export const marked = (text: string, words: readonly string[] = []): string =>
  words.reduce(
    (html, some) =>
      html.replace(statusWords(quote(text, some)), (found) => `<mark>${found}</mark>`),
    statusWords(text),
  );

/** Where the RFC Editor has a section: #section-7.1.1, #appendix-B.2. */
export const official = (rfc: string, section: string): string =>
  `https://www.rfc-editor.org/rfc/${rfc}#${/^\d/.test(section) ? "section" : "appendix"}-${section}`;
