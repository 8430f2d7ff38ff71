import { count, type Lang } from "../lang.ts";
import { label, svg, type Described, type Point } from "./svg.ts";

/** A row of the measurement port-exhaustion, as far as the curve needs it. */
interface Counted {
  readonly first: "client" | "server";
  /** net.ipv4.tcp_tw_reuse */
  readonly reuse: number;
  /** New connections in each second. */
  readonly perSecond: readonly number[];
}

/** One line of the curve: who closes first, and how many connections there were after each second. */
export interface Growth extends Counted {
  readonly totals: readonly number[];
}

/** The connections of each second, added up. */
export const growth = (row: Counted): Growth => ({
  ...row,
  totals: row.perSecond.map((_, at) =>
    row.perSecond.slice(0, at + 1).reduce((sum, one) => sum + one, 0),
  ),
});

const FIRST: Record<Lang, Record<"client" | "server", string>> = {
  en: { client: "client first", server: "server first" },
  "zh-cn": { client: "客户端先关闭", server: "服务端先关闭" },
};

/** `client first, tcp_tw_reuse=1`; where the server closes first the setting has no say. */
export const named = ({ first, reuse }: Counted, lang: Lang): string =>
  FIRST[lang][first] +
  (first === "client" ? `${lang === "en" ? ", " : "，"}tcp_tw_reuse=${reuse}` : "");

const SIZE: Point = [400, 226];
/** Where the axes stand, and where a line ends; its name is to the right of it. */
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 178, 14, 196];
/** Two names closer than this would run into each other. */
const APART = 14;

/** A number with one leading digit, at least as large as all: where the scale ends. */
function roundUp(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / unit) * unit;
}

const seconds: Record<Lang, (n: number) => string> = {
  en: (n) => `${n} s`,
  "zh-cn": (n) => `${n} 秒`,
};

/** How many connections a few ports have brought after each second; every line begins at 0. */
export function drawExhaustion(described: Described, lang: Lang, lines: readonly Growth[]): string {
  const length = Math.max(...lines.map(({ totals }) => totals.length));
  const top = roundUp(Math.max(...lines.flatMap(({ totals }) => totals)));
  const x = (at: number) => LEFT + ((RIGHT - LEFT) * at) / length;
  const y = (total: number) => Math.round((BOTTOM - ((BOTTOM - TOP) * total) / top) * 10) / 10;
  const axes = [
    ...[0, top / 2, top].flatMap((total) => [
      `<path class="grid" d="M${LEFT} ${y(total)}H${RIGHT}"/>`,
      label("at", [LEFT - 6, y(total) + 3.5], count(total), "end"),
    ]),
    ...Array.from({ length: length + 1 }, (_, at) =>
      label("at", [x(at), BOTTOM + 18], seconds[lang](at)),
    ),
  ];
  let above = -Infinity;
  const drawn = lines
    .toSorted((one, other) => (other.totals.at(-1) ?? 0) - (one.totals.at(-1) ?? 0))
    .flatMap((line) => {
      const points = [0, ...line.totals].map((total, at): Point => [x(at), y(total)]);
      const last = line.totals.at(-1) ?? 0;
      above = Math.max(y(last) + 3.5, above + APART);
      const css = `curve ${line.first}`;
      const dots = points
        .slice(1)
        .map(([cx, cy]) =>
          line.first === "client"
            ? `<circle class="${css}" cx="${cx}" cy="${cy}" r="3.5"/>`
            : `<rect class="${css}" x="${cx - 3.5}" y="${cy - 3.5}" width="7" height="7"/>`,
        );
      return [
        `<path class="${css}" d="M${points.map((point) => point.join(" ")).join("L")}"/>`,
        ...dots,
        label(
          `of ${line.first}`,
          [RIGHT + 10, above],
          `${count(last)} ${named(line, lang)}`,
          "start",
        ),
      ];
    });
  return svg(described, SIZE, [...axes, ...drawn]);
}
