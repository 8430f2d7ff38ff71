import { inspect } from "./inspect.ts";
import { traceOf, type Ladder } from "./ladder.ts";
import type { Emit } from "./output.ts";
import { plotOf, type Axes } from "./plot.ts";

/** `show`, as cells import it from "notebook". */
export interface Show {
  /** Shows a value. */
  (value: unknown): void;
  /** Shows a value with a few words before it. */
  (label: string, value: unknown): void;
  /** Shows objects as a table: one row each, a column for each key of the first. */
  table: (rows: readonly object[]) => void;
  /** Shows the packets of a model's network that has run, or of a trace, as a ladder. */
  ladder: (shown: Ladder) => void;
  /** Shows two columns of numbers against one another; a third one may tell the points apart. */
  plot: (rows: readonly object[], axes: Axes) => void;
}

/** A `show` that hands what it is given to `emit`. */
export function createShow(emit: Emit): Show {
  const show = (...args: unknown[]) =>
    args.length > 1
      ? emit({ kind: "text", label: String(args[0]), text: inspect(args[1]) })
      : emit({ kind: "text", text: inspect(args[0]) });
  const table = (rows: readonly object[]) => {
    const columns = Object.keys(rows[0] ?? {});
    const cell = (row: object, column: string) => inspect((row as Record<string, unknown>)[column]);
    emit({
      kind: "table",
      columns,
      rows: rows.map((row) => columns.map((column) => cell(row, column))),
    });
  };
  return Object.assign(show, {
    table,
    ladder: (shown: Ladder) => emit({ kind: "ladder", trace: traceOf(shown) }),
    plot: (rows: readonly object[], axes: Axes) => emit({ kind: "plot", plot: plotOf(rows, axes) }),
  });
}
