import { dot, line, plot as draw, ruleY } from "@observablehq/plot";
import { escapeHtml, tableHtml } from "../../src/notebook/html.ts";
import { checkedPlot, plotTable, type Plot } from "../../src/notebook/plot.ts";
import type { Lang } from "../lang.ts";
import { cellWords } from "./words.ts";

const FULL = "currentColor";
const EMPTY = "var(--paper)";

/** How series are told apart, in their order: by form, not by colour. After these they begin anew. */
const FORMS = [
  { sign: "●", symbol: "circle", fill: FULL, dash: "none" },
  { sign: "○", symbol: "circle", fill: EMPTY, dash: "6 4" },
  { sign: "▲", symbol: "triangle", fill: FULL, dash: "1 3" },
  { sign: "△", symbol: "triangle", fill: EMPTY, dash: "12 4" },
  { sign: "■", symbol: "square", fill: FULL, dash: "8 3 1 3" },
  { sign: "□", symbol: "square", fill: EMPTY, dash: "3 3" },
] as const;

/**
 * A plot that a cell shows, as HTML: the picture, and its twin for those who do not see it.
 * @param document what it is drawn in: the page's, or in the build one that stands for it
 */
export function plotted(plot: Plot, document: Document, lang: Lang): string {
  const { points, x, y } = plot;
  const series = [...new Set(points.map((point) => point.series))];
  const formOf = (name: string | undefined) =>
    FORMS[series.indexOf(name) % FORMS.length] ?? FORMS[0];
  const marks = series.flatMap((name) => {
    const own = points.filter((point) => point.series === name);
    const { symbol, fill, dash } = formOf(name);
    return plot.mark === "line"
      ? line(own, { x: "x", y: "y", stroke: "currentColor", strokeDasharray: dash })
      : dot(own, { x: "x", y: "y", stroke: "currentColor", fill, symbol, r: 3.5 });
  });
  const svg = draw({
    document,
    className: "drawn",
    width: 640,
    height: 300,
    marginLeft: 60,
    style: { background: "none", fontFamily: "inherit", fontSize: "12px" },
    x: { label: x, labelArrow: "none" },
    y: { label: y, labelArrow: "none", grid: true },
    marks: [ruleY([0]), ...marks],
  });
  // The marks' own names are for those who write plots; to the listener it is one picture.
  for (const mark of svg.querySelectorAll("[aria-label]")) mark.removeAttribute("aria-label");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", cellWords[lang].plotted(x, y));
  const [columns = [], ...rows] = plotTable(plot);
  const legend = series
    .filter((name) => name !== undefined)
    .map((name) => `<span>${formOf(name).sign} ${escapeHtml(name)}</span>`)
    .join(" ");
  return `${svg.outerHTML}${legend && `<span class="legend" aria-hidden="true">${legend}</span>`}<span class="twin">${tableHtml(columns, rows)}</span>`;
}

/**
 * The same in the page, of a plot that a reader's cell has made up: whatever it says, it is drawn as
 * numbers and escaped text. Throws where it is none.
 */
export function safePlot(sent: unknown, lang: Lang): string {
  const plot = checkedPlot(sent);
  if (!plot) throw new TypeError("a plot that is none");
  return plotted(plot, document, lang);
}
