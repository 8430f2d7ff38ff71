import type { Output } from "./output.ts";
import type { CellProgram } from "./run.ts";

/** What the page tells the sandbox's frame. `run` tells runs apart. */
export type ToFrame =
  | { readonly kind: "run"; readonly run: string; readonly program: CellProgram }
  | { readonly kind: "stop"; readonly run: string };

/** What a worker in the frame tells the page. `full`: it has shown too much. */
export type FromFrame =
  | { readonly kind: "output"; readonly run: string; readonly output: Output }
  | { readonly kind: "full" | "ended"; readonly run: string };
