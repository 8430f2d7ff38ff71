import { escapeHtml } from "../../src/notebook/html.ts";

/** A place in a diagram, in its own units: about a pixel on a phone. */
export type Point = readonly [x: number, y: number];

/** What an SVG is for those who cannot see it. */
export interface Described {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A diagram of that size; its shapes are laid over each other in their order. */
export const svg = (
  { id, title, description }: Described,
  [width, height]: Point,
  shapes: readonly string[],
): string =>
  `<svg class="diagram" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">` +
  `<title id="${id}-t">${escapeHtml(title)}</title><desc id="${id}-d">${escapeHtml(description)}</desc>` +
  `${shapes.join("")}</svg>`;

/** One line of text; `\n` begins another below it. */
export function label(css: string, [x, y]: Point, text: string, anchor = "middle"): string {
  const lines = text
    .split("\n")
    .map(
      (line, at) => `<tspan x="${x}" dy="${at === 0 ? 0 : "1.25em"}">${escapeHtml(line)}</tspan>`,
    );
  return `<text class="${css}" x="${x}" y="${y}" text-anchor="${anchor}">${lines.join("")}</text>`;
}

/** A line through points, with a head at its end. */
export function arrow(css: string, points: readonly Point[]): string {
  const [[x, y] = [0, 0], [fromX, fromY] = [0, 0]] = points.toReversed();
  const turn = (Math.atan2(y - fromY, x - fromX) * 180) / Math.PI;
  return (
    `<path class="edge ${css}" d="M${points.map((point) => point.join(" ")).join("L")}"/>` +
    `<path class="head ${css}" d="M0 0L-9 -4V4Z" transform="translate(${x} ${y}) rotate(${Math.round(turn * 10) / 10})"/>`
  );
}

/** A box around a centre. */
export const box = (css: string, [x, y]: Point, [width, height]: Point): string =>
  `<rect class="${css}" x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}"/>`;
