/** A Chinese character or a mark that belongs to them. */
const CJK = String.raw`[\p{Script=Han}\u3000-\u303f\uff00-\uffef]`;
const TAGS = "(?:<[^>]*>)*";

/** One spelling for what is spelt in several ways: TIME-WAIT, timewait and time wait are TIME_WAIT. */
export const oneSpelling = (text: string): string =>
  text.replace(/\btime[-_ ]?wait\b/gi, "TIME_WAIT").replace(/\brfc ?(\d{3,4})\b/gi, "RFC $1");

/**
 * Each Chinese character as a word: what is one word in Chinese is for no two browsers the same, and
 * a run of characters can be asked for as a phrase.
 */
export const apart = (text: string): string => text.replace(new RegExp(CJK, "gu"), " $& ");

/** The same put together again, marks in it or not. */
export const together = (html: string): string =>
  html
    .replace(new RegExp(`(${CJK}${TAGS}) +`, "gu"), "$1")
    .replace(new RegExp(` +(?=${TAGS}${CJK})`, "gu"), "");

/** What is asked of the index for what a reader types: a run of Chinese characters is a phrase. */
export function asked(term: string): string {
  const spelt = oneSpelling(term.replace(/时间等待/g, " TIME_WAIT ")).trim();
  const phrase = /^\p{Script=Han}{2,}$/u.test(spelt);
  const words = apart(spelt).replace(/ +/g, " ").trim();
  return phrase ? `"${words}"` : words;
}
