import type { Bilingual } from "../../sessions/schema.ts";
import type { Matrix, Row } from "./matrix.ts";

/** Neighbouring kernels on which an experiment found the same, or on which it was not recorded. */
export interface Span {
  /** The first and the last of them, and how many they are. */
  readonly from: string;
  readonly to: string;
  readonly kernels: number;
  /** What was found there; null where its checks held and no more is said; undefined: not recorded. */
  readonly says: Bilingual | null | undefined;
}

/** One experiment of the matrix as a bar that breaks where another thing was found. */
export interface Bar extends Pick<Row, "name" | "title"> {
  readonly spans: readonly Span[];
  /** How many different things were found, and on how many kernels. */
  readonly findings: number;
  readonly recorded: number;
}

/** The bars of a matrix, those that break first, else in its order. */
export function bars({ kernels, rows }: Matrix): Bar[] {
  const all = rows.map(({ name, title, cells }): Bar => {
    const spans: Span[] = [];
    cells.forEach((cell, column) => {
      const kernel = kernels[column] ?? "";
      const says = cell ? cell.says : undefined;
      const last = spans.at(-1);
      const same = last && typeof last.says === typeof says && last.says?.en === says?.en;
      if (same) spans[spans.length - 1] = { ...last, to: kernel, kernels: last.kernels + 1 };
      else spans.push({ from: kernel, to: kernel, kernels: 1, says });
    });
    const said = spans.filter((span) => span.says !== undefined).map((span) => span.says?.en);
    return {
      name,
      title,
      spans,
      findings: new Set(said).size,
      recorded: cells.filter(Boolean).length,
    };
  });
  return [
    ...all.filter(({ findings }) => findings > 1),
    ...all.filter(({ findings }) => findings <= 1),
  ];
}
