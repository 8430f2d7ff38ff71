/** What a plot is drawn of: plain data, so that it can be made in a worker and drawn in the page. */
export interface Plot {
  readonly mark: Mark;
  /** What is told along the axes; `series`, where there is one, tells points apart. */
  readonly x: string;
  readonly y: string;
  readonly series?: string;
  readonly points: readonly Point[];
}

/** A point, and to which series it belongs. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly series?: string;
}

type Mark = "line" | "dot";

/** How a cell says what it wants to see: the names of its rows' columns. */
export interface Axes {
  readonly x: string;
  readonly y: string;
  readonly series?: string;
  readonly mark?: Mark;
}

/** More points than this nobody can tell apart, nor read below the picture. */
const MOST = 1000;

/**
 * A plot of rows.
 * @throws TypeError where a row has no number in a column that needs one
 */
export function plotOf(rows: readonly object[], { x, y, series, mark = "line" }: Axes): Plot {
  const points = rows.slice(0, MOST).map((row, index) => {
    const of = (column: string) => (row as Record<string, unknown>)[column];
    const number = (column: string) => {
      const value = of(column);
      if (typeof value === "number" && Number.isFinite(value)) return value;
      throw new TypeError(`show.plot: row ${index + 1} has no number in ${column}`);
    };
    return {
      x: number(x),
      y: number(y),
      ...(series !== undefined && { series: String(of(series)) }),
    };
  });
  return { mark, x, y, ...(series !== undefined && { series }), points };
}

/** A plot as it came from a cell, which may have sent anything: the same, or null when it is none. */
export function checkedPlot(sent: unknown): Plot | null {
  if (typeof sent !== "object" || sent === null) return null;
  const { mark, x, y, series, points } = sent as Partial<Record<keyof Plot, unknown>>;
  if (typeof x !== "string" || typeof y !== "string" || !Array.isArray(points)) return null;
  if (series !== undefined && typeof series !== "string") return null;
  try {
    const rows = points.map((point: Partial<Point> | null) => ({ ...point }));
    const found = plotOf(rows, {
      x: "x",
      y: "y",
      ...(series !== undefined && { series: "series" }),
    });
    return {
      ...found,
      mark: mark === "dot" ? "dot" : "line",
      ...{ x, y },
      ...(series !== undefined && { series }),
    };
  } catch {
    return null;
  }
}

/** The same as a table: its head, and a row for each point. */
export const plotTable = ({ x, y, series, points }: Plot): string[][] => [
  [x, y, ...(series === undefined ? [] : [series])],
  ...points.map((point) => [
    String(point.x),
    String(point.y),
    ...(series === undefined ? [] : [point.series ?? ""]),
  ]),
];
