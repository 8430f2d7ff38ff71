import { tableHtml } from "../../src/notebook/html.ts";
import { COLUMNS, rowsOf } from "../../src/notebook/ladder.ts";
import type { Trace } from "../../src/sessions/trace.ts";
import type { Lang } from "../lang.ts";
import { drawLadder } from "../ladder/draw.ts";
import { SIZES } from "../ladder/layout.ts";
import { ladderWords } from "../ladder/words.ts";
import { cellWords } from "./words.ts";

/**
 * A ladder that a cell shows, as HTML: the picture in two sizes, and its twin for those who do not
 * see it. Throws where the trace is none.
 * @param id unique in the page
 */
export function ladderHtml(trace: Trace, id: string, lang: Lang): string {
  const rows = rowsOf(trace);
  const draw = (size: "half" | "narrow") =>
    drawLadder({
      trace,
      size: SIZES[size],
      words: ladderWords[lang],
      id: `${id}-${size}`,
      title: cellWords[lang].ladder,
      description: cellWords[lang].ladderRows(rows.length),
    });
  return [
    `<span class="wide-only">${draw("half")}</span>`,
    `<span class="narrow-only">${draw("narrow")}</span>`,
    `<span class="twin">${tableHtml(COLUMNS, rows)}</span>`,
  ].join("");
}

const ELEMENTS = /^(svg|g|title|desc|line|path|rect|circle|text|tspan|polygon|polyline|span)$/i;
const ATTRIBUTES =
  /^(class|id|x|y|x1|x2|y1|y2|cx|cy|r|d|points|width|height|viewBox|transform|role|text-anchor|aria-hidden|aria-labelledby|xml:space|data-[a-z-]+)$/;

/**
 * The same, of a trace that a reader's cell has made up: nothing but shapes and text gets into the
 * page, whatever the trace says. Throws where it cannot be drawn.
 */
export function safeLadder(trace: Trace, id: string, lang: Lang): DocumentFragment {
  const template = document.createElement("template"); // inert: nothing in it is loaded or run
  template.innerHTML = ladderHtml(trace, id, lang);
  for (const element of template.content.querySelectorAll("*")) {
    const strange = Array.from(element.attributes).some(({ name }) => !ATTRIBUTES.test(name));
    if (strange || !ELEMENTS.test(element.localName)) throw new Error("a trace that is none");
  }
  return template.content;
}
