import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { parse } from "yaml";

/** Some Chinese text, and the file that has it. */
export interface Text {
  readonly file: string;
  readonly text: string;
}

const HAN = /\p{Script=Han}/u;
const FENCE = /^ *```.*?^ *```$/gms;

/** The strings of a program; a number stands for each expression in them. */
function strings(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node))
      found.push(
        node.head.text + node.templateSpans.map(({ literal }) => `1${literal.text}`).join(""),
      );
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("words.ts", source, ts.ScriptTarget.Latest));
  return found;
}

/** The strings among the attributes of a page's tags. */
const attributes = (source: string): string[] =>
  Array.from(source.replace(FENCE, "").matchAll(/(?:=|: )"([^"\n]*)"/g), ([, text = ""]) => text);

/** A tag with its attributes. */
const TAG = /<(?:[^<>"{}]|"[^"]*"|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*>/g;

/**
 * What a page says, a line or a cell of a table each, without code and the targets of links. An x
 * stands for what a tag will say, a number for an expression. Markdown ends bold text after 。 only
 * before a space: that one is not counted.
 */
const spoken = (source: string): string[] =>
  source
    .replace(FENCE, "")
    .replace(/^---\n.*?\n---\n|^import .*?;$/gms, "")
    .replace(/`[^`\n]+`/g, "x")
    .replace(/ ?\{#[^}]*\}$/gm, "")
    .replace(TAG, (tag) => (tag.endsWith("/>") ? "x" : ""))
    .replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, "1")
    .replace(/\]\([^)]*\)/g, "")
    .replace(/\*\* ?|[*[]/g, "")
    .split(/\n|\|/)
    .map((line) => line.trim().replace(/^(?:#+|-|\d+\.) /, ""));

/** The values of `zh-cn` in what a YAML file says, at any depth. */
function values(node: unknown, chinese = false): string[] {
  if (typeof node === "string") return chinese ? [node] : [];
  if (typeof node !== "object" || !node) return [];
  return Object.entries(node).flatMap(([key, value]) => values(value, chinese || key === "zh-cn"));
}

/** What a page says of itself: its title, its question. */
const frontMatter = (source: string): string[] =>
  values(parse(/^---\n(.*?)\n---\n/s.exec(source)?.[1] ?? ""), true);

/** Everything in Chinese that the site says in its own words. Recordings are not touched, so not read. */
export function chinese(): Text[] {
  const read = (pattern: string, texts: (source: string) => string[]) =>
    globSync(pattern).flatMap((file) =>
      texts(readFileSync(file, "utf8")).map((text) => ({ file, text })),
    );
  return [
    ...read("content/{chapters,pages}/*/zh-cn.mdx", spoken),
    ...read("content/{chapters,pages}/*/zh-cn.mdx", attributes),
    ...read("content/{chapters,pages}/*/zh-cn.mdx", frontMatter),
    ...read("content/{*,claims/*,exercises/*/*}.yaml", (source) => values(parse(source))),
    ...read("{components,src/site,src/lab,src/pages}/**/*.ts", strings),
  ].filter(({ text }) => HAN.test(text));
}
