import { transform } from "sucrase";
import * as timeWait from "../model/index.ts";
import { sessionModule, type MeasurementData, type SessionData } from "../sessions/module.ts";
import { inspect } from "./inspect.ts";
import type { Emit } from "./output.ts";
import { createShow } from "./show.ts";

/** A cell with everything it needs: its own source, the cells it imports, and what was recorded. */
export interface CellProgram {
  /** File name of the cell to run, such as `isn.ts`. */
  readonly entry: string;
  /** File name → TypeScript source; the entry and every cell it imports. */
  readonly files: Readonly<Record<string, string>>;
  /** Module name (`session/server-time-wait`) → the session. */
  readonly sessions: Readonly<Record<string, SessionData>>;
  /** Module name (`measurement/cost`) → the measurement. */
  readonly measurements?: Readonly<Record<string, MeasurementData>>;
}

/** A compiled cell. */
type Body = (
  require: (specifier: string) => unknown,
  exports: Record<string, unknown>,
  console: Record<string, unknown>,
) => void;

/** Lines that `new Function` puts before the code. */
const PREAMBLE = 2;

/**
 * Runs a cell: types are taken off, imports are looked up, and what it shows goes to `emit`. The
 * same code runs in the page's worker, in the build and in vitest. A failing cell emits an error
 * with its line. A cell runs to its end at once: what it would show later is not waited for.
 */
export function runCell(
  { entry, files, sessions, measurements = {} }: CellProgram,
  emit: Emit,
): void {
  const show = createShow(emit);
  const libraries: Record<string, unknown> = {
    "time-wait": timeWait,
    notebook: { show },
    ...measurements,
  };
  for (const [name, data] of Object.entries(sessions)) libraries[name] = sessionModule(data);
  const log = (...args: unknown[]) =>
    emit({ kind: "text", text: args.map((one) => inspect(one)).join(" ") });
  const cells = new Map<string, Record<string, unknown>>();

  const load = (name: string): Record<string, unknown> => {
    const known = cells.get(name);
    if (known) return known;
    const source = files[name];
    if (source === undefined) throw new Error(`There is no cell "${name}" to import.`);
    const exports: Record<string, unknown> = {};
    cells.set(name, exports);
    const { code } = transform(source, { transforms: ["typescript", "imports"], production: true });
    const require = (specifier: string): unknown => {
      if (specifier.startsWith("./")) return load(specifier.slice(2));
      if (Object.hasOwn(libraries, specifier)) return libraries[specifier];
      const known = Object.keys(libraries).join(", ");
      throw new Error(`There is no module "${specifier}" here; there are ${known}.`);
    };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running the reader's code is its purpose
    const body = new Function(
      "require",
      "exports",
      "console",
      `${code}\n//# sourceURL=${name}`,
    ) as Body;
    body(require, exports, { log, info: log, warn: log, error: log, table: show.table });
    return exports;
  };

  try {
    load(entry);
  } catch (error) {
    const message = describe(error);
    const line = lineOf(error, entry);
    emit(line === undefined ? { kind: "error", message } : { kind: "error", message, line });
  }
}

/** What was thrown, in words; it may be anything, even something that throws when it is looked at. */
function describe(error: unknown): string {
  try {
    return inspect(error);
  } catch {
    return "something was thrown that cannot be shown";
  }
}

/** The entry's line an error points to: in sucrase's message, or in the stack of a failed run. */
function lineOf(error: unknown, entry: string): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const parsed = error instanceof SyntaxError ? /\((\d+):\d+\)$/.exec(error.message) : null;
  if (parsed) return Number(parsed[1]);
  const name = entry.replaceAll(".", "\\.");
  const frame = new RegExp(`${name}:(\\d+)`).exec(error.stack ?? "");
  return frame ? Number(frame[1]) - PREAMBLE : undefined;
}
