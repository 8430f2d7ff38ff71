/** So many words begin a text fragment at most, and at least: fewer are said in many places. */
const MOST = 5;
const LEAST = 3;
/** So many at most end it. */
const LAST = 3;

/** A word as a text fragment has it; a dash has a meaning there. */
const encoded = (words: readonly string[]): string =>
  encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");

/**
 * The text fragment of a sentence, `:~:text=first words,last words`, by which a browser finds and lights
 * it. The RFC Editor keeps the lines of older RFCs, and a browser finds no words with the end of a line
 * or several blanks between them; so the first words are of one piece, and the last ones too.
 * @param source the RFC's text, in its lines
 * Throws an Error when the sentence is not in it.
 */
export function textFragment(sentence: string, source: string): string {
  const pieces = piecesOf(sentence, source).map((piece) => piece.split(" "));
  const begin = Math.max(
    0,
    pieces.findIndex((words) => words.length >= LEAST),
  );
  const first = pieces[begin] ?? [];
  const last = pieces.slice(begin + 1).findLast((words) => words.length > 1) ?? [];
  if (last.length > 0)
    return `:~:text=${encoded(first.slice(0, MOST))},${encoded(last.slice(-LAST))}`;
  const all =
    first.length > MOST + LAST
      ? [first.slice(0, MOST), first.slice(-LAST)].map(encoded)
      : [encoded(first)];
  return `:~:text=${all.join(",")}`;
}

/** What a sentence is in the source, in pieces without a line's end or more than one blank between words. */
function piecesOf(sentence: string, source: string): string[] {
  // A line may end within a word, after its hyphen: blanks do not count.
  const places = Array.from(source.matchAll(/\S/g), ({ index }) => index);
  const bare = source.replace(/\s+/g, "");
  const wanted = sentence.replace(/\s+/g, "");
  const at = bare.indexOf(wanted);
  const [from, to] = [places[at], places[at + wanted.length - 1]];
  if (at < 0 || from === undefined || to === undefined)
    throw new Error(`"${sentence}" is not in the RFC's text, content/rfc/*.txt.`);
  return source.slice(from, to + 1).split(/\n\s*|\s{2,}/);
}
