import type { Element, ElementContent, Properties, Root } from "hast";
import { select, selectAll } from "hast-util-select";
import { toString as toText } from "hast-util-to-string";
import { SKIP, visit } from "unist-util-visit";

/** What has no place on paper: what moves, is pressed, is hidden, or is told by the text beside it. */
const LEFT_OUT = [
  "script, style, template, svg, iframe, canvas, nav, dialog, form, select, input",
  "button:not(.pop-mark), [hidden], [aria-hidden=true], .no-print, .sr-only",
  ".sl-anchor-link, .pop, .there, .claimed > .at, .prog .n, .key-list, .p-desk, .p-start, .term, fieldset:not(.predict), .without-script, .status, .types, details.setup, .colophon",
].join(", ");

const element = (
  tagName: string,
  children: ElementContent[],
  properties: Properties = {},
): Element => ({ type: "element", tagName, properties, children });
const text = (value: string): ElementContent => ({ type: "text", value });

/**
 * The main part of a page as plain HTML: what a reader of the page on paper has, and nothing else.
 * Claims and clauses keep their links, headings their ids, transcripts become listings.
 * @param page of the built site
 * @returns the children of its `<main>`
 */
export function readable(page: Root): Element {
  const main = select("main", page) ?? element("main", []);
  for (const mark of selectAll(".claimed", main)) cited(mark);
  for (const choices of selectAll("fieldset.predict", main)) listed(choices);
  for (const list of selectAll(".transcripts ol", main)) printed(list);
  for (const lines of selectAll(".ksrc .body", main)) lit(lines);
  for (const shown of selectAll("output, .shown", main)) tabular(shown);
  for (const caption of selectAll("caption, summary", main)) strong(caption);
  for (const table of selectAll("table", main)) captionFirst(table);
  for (const code of selectAll("code-cell pre code, code-exercise pre code", main))
    code.properties.className = ["language-ts"];
  const leftOut = new Set(selectAll(LEFT_OUT, main));
  visit(main, "element", (node, index, parent) => {
    if (index === undefined || !parent) return;
    if (leftOut.has(node)) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    if (/^h[1-6]$/.test(node.tagName) && node.properties.id && node.properties.id !== "_top")
      node.children.push(text(` {#${node.properties.id}}`));
    if (node.tagName === "pre" || node.tagName === "code") return SKIP;
    node.children = node.children.flatMap(apart);
    return undefined;
  });
  return main;
}

/** CSS sets two elements apart that have nothing between them; without it, a space has to. */
const apart = (child: ElementContent, index: number, all: ElementContent[]): ElementContent[] =>
  child.type === "element" && all[index - 1]?.type === "element" ? [text(" "), child] : [child];

/** A claim's sentence names the claim, which on the page a card does. */
function cited(mark: Element): void {
  const link = select("a.id", mark);
  if (link) mark.children.push(text(" ("), structuredClone(link), text(")"));
}

/** A prediction's choices are a list under their question. */
function listed(choices: Element): void {
  const question = select("legend", choices);
  const items = selectAll("label", choices).map((label) => element("li", label.children));
  choices.tagName = "div";
  choices.children = [
    element("p", [element("strong", question?.children ?? [])]),
    element("ul", items),
  ];
}

/** What stood on a terminal is a listing: each piece with its second. */
function printed(list: Element): void {
  const lines = selectAll("li", list).map((item) => {
    const [time, code] = [select("time", item), select("code", item)];
    return `[${time ? toText(time) : ""}] ${code ? toText(code) : ""}\n`;
  });
  list.tagName = "pre";
  list.children = [element("code", [text(lines.join(""))], { className: ["language-console"] })];
}

/** Lines of code are a listing: what is said of a line is a comment, and so is what lit it. */
function lit(lines: Element): void {
  const listing = selectAll(".kl", lines).map((line) => {
    const [code, said] = [select("code", line), select(".v", line)].map((one) =>
      one ? toText(one) : "",
    );
    const mark = select("svg", line)?.properties.ariaLabel;
    const notes = [mark && `[${mark}]`, said].filter(Boolean).join(" ");
    return `${code ?? ""}${notes && ` // ${notes}`}\n`;
  });
  lines.tagName = "pre";
  lines.children = [element("code", [text(listing.join(""))], { className: ["language-c"] })];
}

/** By its role, what a cell shows may be a table, whatever its elements. */
const BY_ROLE: Record<string, string> = {
  table: "table",
  row: "tr",
  columnheader: "th",
  rowheader: "th",
  cell: "td",
};

function tabular(shown: Element): void {
  shown.tagName = "div";
  visit(shown, "element", (node) => {
    node.tagName = BY_ROLE[String(node.properties.role)] ?? node.tagName;
  });
}

/** A summary or a caption is a line of its own. */
function strong(heading: Element): void {
  heading.tagName = "p";
  heading.children = [element("strong", heading.children)];
}

/** A caption, which no Markdown table has, stands before its table. */
function captionFirst(table: Element): void {
  for (const part of [table, ...selectAll("tbody", table)])
    part.children = part.children.filter((row) => toText(row).trim() !== "");
  const [caption] = table.children.filter(
    (child): child is Element => child.type === "element" && child.tagName === "p",
  );
  if (!caption) return;
  const rest = table.children.filter((child) => child !== caption);
  Object.assign(table, element("div", [caption, element("table", rest)]));
}
