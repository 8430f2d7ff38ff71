import type { Plot } from "./plot.ts";
import type { Trace } from "../sessions/trace.ts";

/** One thing a cell has shown. */
export type Output =
  | { readonly kind: "text"; readonly text: string; readonly label?: string }
  | {
      readonly kind: "table";
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "ladder"; readonly trace: Trace }
  | { readonly kind: "plot"; readonly plot: Plot }
  | {
      readonly kind: "error";
      readonly message: string;
      /** The line, from 1, where it is known. */
      readonly line?: number;
      /** The file that line is in, where it is not the cell's own. */
      readonly file?: string;
    };

/** Receives what a cell shows, as it shows it. */
export type Emit = (output: Output) => void;
