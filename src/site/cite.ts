/** What a citation is made of. */
interface Citation {
  readonly id: string;
  readonly says: string;
  readonly url: string;
  /** `server-time-wait, Linux 6.18.44, packets 10, 11` */
  readonly seenIn: readonly string[];
  /** `RFC 6455 §7.1.1`, for each clause it is about; none when absent. */
  readonly clauses?: readonly string[];
  /** When the newest evidence was recorded, as an ISO date; empty where nothing has a date. */
  readonly recorded: string;
}

/** The names of the parts of a plain-text citation. */
interface CitationWords {
  readonly seenIn: string;
  readonly clause: string;
  readonly link: string;
}

/** Columns a character takes in a terminal or a mail: 汉字 and their punctuation take two. */
const columns = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character > "\u2e80" ? 2 : 1), 0);

/** Where a line may end: after a space, or beside a character that takes two columns. */
const PIECES =
  /[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff][\u3001\u3002\uff0c\uff1a\uff1b\uff09\u201d]*\s*/g;

/** Text broken into lines of at most `width` columns. */
export function wrap(text: string, width = 72): string {
  const lines: string[] = [];
  for (const [piece] of text.matchAll(PIECES)) {
    const last = lines.at(-1);
    if (last !== undefined && columns(last + piece.trimEnd()) <= width)
      lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

const plain = (text: string) => text.replaceAll("`", "");

/** As LaTeX reads it: `_`, `%`, `&`, `#` and `$` are its own signs. */
const latex = (text: string) => plain(text).replaceAll(/[_%&#$]/g, String.raw`\$&`);

/** A BibTeX entry; a field without a value is left out. */
function bibtex(key: string, fields: readonly (readonly [name: string, value: string])[]): string {
  const given = fields.filter(([, value]) => value !== "");
  const lines = given.map(([name, value]) => `  ${name.padEnd(12)} = {${value}}`);
  return `@misc{whoclosesfirst:${key},\n${lines.join(",\n")}\n}`;
}

/** A claim in the forms people paste: Markdown, a mailing list's plain text, BibTeX. */
export function citations(
  { id, says, url, seenIn, clauses = [], recorded }: Citation,
  words: CitationWords,
): { markdown: string; text: string; bibtex: string } {
  const names = [words.seenIn, words.clause, words.link];
  const width = Math.max(...names.map(columns));
  const indent = " ".repeat(width + 4);
  /** A named value; what does not fit into the line goes on below itself. */
  const part = (name: string, value: string) =>
    `  ${name}${" ".repeat(width - columns(name))}  ${wrap(value, 72 - indent.length).replaceAll("\n", `\n${indent}`)}`;
  return {
    markdown: `[${plain(says)}](${url})`,
    text: [
      wrap(plain(says)),
      "",
      ...seenIn.map((line) => part(words.seenIn, line)),
      ...clauses.map((line) => part(words.clause, line)),
      part(words.link, url),
    ].join("\n"),
    bibtex: bibtex(id, [
      ["title", latex(says)],
      ["howpublished", "Who Closes First"],
      ["year", recorded.slice(0, 4)],
      ["url", url],
    ]),
  };
}

/** A page in the forms people paste; `changed` is when, as an ISO date, where that is known. */
export function pageCitations({
  title,
  site,
  url,
  changed,
}: {
  readonly title: string;
  readonly site: string;
  readonly url: string;
  readonly changed: string | null;
}): { markdown: string; text: string; bibtex: string } {
  const name = title === site ? site : `${title} (${site})`;
  return {
    markdown: `[${name}](${url})`,
    text: [wrap([name, changed].filter(Boolean).join(", ")), url].join("\n"),
    bibtex: bibtex(new URL(url).pathname.split("/").filter(Boolean).at(-1) ?? "home", [
      ["title", latex(title)],
      ["howpublished", latex(site)],
      ["year", changed?.slice(0, 4) ?? ""],
      ["url", url],
    ]),
  };
}
