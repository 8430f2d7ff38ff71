import type { Trace } from "../sessions/trace.ts";
import type { Output } from "./output.ts";
import type { Plot } from "./plot.ts";
import type { CellProgram } from "./run.ts";

/** What the page tells the sandbox's frame. `run` tells runs apart. */
export type ToFrame =
  | { readonly kind: "run"; readonly run: string; readonly program: CellProgram }
  | { readonly kind: "stop"; readonly run: string };

/** What the frame tells the page. `full`: the cell has shown too much, and was ended. */
export type FromFrame =
  | { readonly kind: "output"; readonly run: string; readonly output: Output }
  | { readonly kind: "full" | "ended"; readonly run: string }
  | { readonly kind: "crashed"; readonly run: string; readonly message: string };

const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/**
 * An output as it came from a cell, which may have sent anything: the same with nothing else in it,
 * or null when it is none.
 */
export function checkedOutput(sent: unknown): Output | null {
  if (typeof sent !== "object" || sent === null) return null;
  const { kind, text, label, columns, rows, message, line, file, trace, plot } = sent as Record<
    string,
    unknown
  >;
  if (kind === "text" && isText(text))
    return isText(label) ? { kind, text, label } : { kind, text };
  if (kind === "table" && isTexts(columns) && Array.isArray(rows) && rows.every(isTexts))
    return { kind, columns, rows };
  // What is in it is looked at where it is drawn.
  if (kind === "ladder" && typeof trace === "object" && trace !== null)
    return { kind, trace: trace as Trace };
  if (kind === "plot" && typeof plot === "object" && plot !== null)
    return { kind, plot: plot as Plot };
  if (kind === "error" && isText(message)) {
    const place = Number.isInteger(line) ? { line: Number(line) } : {};
    return { kind, message, ...place, ...(isText(file) && { file }) };
  }
  return null;
}
