import { readFileSync } from "node:fs";

/** A paragraph of a chapter's source: some prose, an item of a list, or a row of a table. */
export interface Paragraph {
  /** Its first line in the file. */
  readonly line: number;
  /** As it is written, with its tags. */
  readonly text: string;
  /** The `<Row>` of the page that it stands in, whole. */
  readonly row: string;
}

/** A tag with all its attributes, that has lines of its own. */
const TAG =
  /^\s*<[A-Z]\w*(?:\s+\w+(?:="[^"]*"|=\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})?)*\s*\/?>\s*$/gm;
/** What is no prose: headings, tags that open or close. */
const NO_PROSE = /^\s*(?:#|<\/?\w+[^<>]*>\s*$|export |$)/;
/** The line under a table's head. */
const RULE = /^\|[\s:|-]+$/;
/** What begins a paragraph though none has ended. */
const ITEM = /^\s*(?:[-*|]|\d+\.)\s/;

/** Takes text out, and leaves its lines. */
const blank = (text: string): string => text.replace(/[^\n]+/g, "");

/** What is not read: front matter, imports, fences, side-heads, and what a reader is to be able to do. */
const NOT_READ = [
  /^---\n.*?\n---\n/s,
  /^import .*?;$/gms,
  /^ *```.*?^ *```$/gms,
  /^<Fragment slot="side">.*?^<\/Fragment>$/gms,
  /^<ul class="able">.*?^<\/ul>$/gms,
];

/** The paragraphs of an MDX file, in its order. */
export function paragraphs(file: string): Paragraph[] {
  const source = NOT_READ.reduce(
    (text, part) => text.replace(part, blank),
    readFileSync(file, "utf8"),
  );
  let line = 1;
  return source.split(/(?<=<\/Row>\n)/).flatMap((row) => {
    const first = line;
    line += row.split("\n").length - 1;
    return inRow(row, first);
  });
}

function inRow(row: string, first: number): Paragraph[] {
  const found: Paragraph[] = [];
  let open: string[] = [];
  let start = 0;
  const end = () => {
    if (open.length > 0) found.push({ line: first + start, text: open.join("\n"), row });
    open = [];
  };
  for (const [n, text] of row.replace(TAG, blank).split("\n").entries()) {
    if (RULE.test(text)) open = [];
    if (NO_PROSE.test(text) || ITEM.test(text)) end();
    if (NO_PROSE.test(text) || RULE.test(text)) continue;
    if (open.length === 0) start = n;
    open.push(text);
  }
  end();
  return found;
}
