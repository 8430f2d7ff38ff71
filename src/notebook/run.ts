import { transform } from "sucrase";
import * as timeWait from "../model/index.ts";
import { sessionModule, type MeasurementData, type SessionData } from "../sessions/module.ts";
import { inspect } from "./inspect.ts";
import type { Emit, Output } from "./output.ts";
import { createShow } from "./show.ts";
import { createTimers } from "./timers.ts";

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

/** A compiled cell; what it is given goes by these names in it. */
type Body = (...given: unknown[]) => Promise<void>;
const AsyncFunction = (async () => Promise.resolve()).constructor as new (
  ...args: string[]
) => Body;

/** Lines that `AsyncFunction` puts before the code. */
const PREAMBLE = 2;

/** The cells that a source imports. */
const IMPORT = /\b(?:from|import)\s*["']\.\/([^"']+)["']/g;

/** A run of a cell. */
export interface Run {
  /** Resolves when the cell has ended, and with it all it has left running: timers, promises. */
  readonly ended: Promise<void>;
  /** Tells of an error that came up outside the cell's own code: a promise that nobody waits for. */
  readonly fail: (error: unknown) => void;
}

/**
 * Runs a cell: types are taken off, imports are looked up, and what it shows goes to `emit`. The
 * same code runs in the page's worker, in the build and in vitest. A failing cell emits an error
 * with its line. A cell that imports no other and awaits nothing has run when this returns.
 */
export function runCell(
  { entry, files, sessions, measurements = {} }: CellProgram,
  emit: Emit,
): Run {
  const show = createShow(emit);
  const libraries: Record<string, unknown> = {
    "time-wait": timeWait,
    notebook: { show },
    ...measurements,
  };
  for (const [name, data] of Object.entries(sessions)) libraries[name] = sessionModule(data);
  const log = (...args: unknown[]) =>
    emit({ kind: "text", text: args.map((one) => inspect(one)).join(" ") });
  const fail = (error: unknown) => emit(failure(error, entry, files));
  const timers = createTimers(fail);
  const given = {
    console: { log, info: log, warn: log, error: log, table: show.table },
    ...timers.functions,
  };
  const cells = new Map<string, Record<string, unknown>>();

  const require = (specifier: string): unknown => {
    if (specifier.startsWith("./")) return cells.get(specifier.slice(2));
    if (Object.hasOwn(libraries, specifier)) return libraries[specifier];
    const known = Object.keys(libraries).join(", ");
    throw new Error(`There is no module "${specifier}" here; there are ${known}.`);
  };
  const load = async (name: string): Promise<void> => {
    if (cells.has(name)) return;
    const source = Object.hasOwn(files, name) ? files[name] : undefined;
    if (source === undefined) throw new Error(`There is no cell "${name}" to import.`);
    const exports: Record<string, unknown> = {};
    cells.set(name, exports);
    const body = compile(name, source, ["require", "exports", ...Object.keys(given)]);
    for (const [, imported = ""] of source.matchAll(IMPORT)) await load(imported);
    await body(require, exports, ...Object.values(given));
  };

  const ended = load(entry)
    .catch(fail)
    .then(() => timers.idle());
  return { ended, fail };
}

/** Throws a SyntaxError that names the file and the line where it is no TypeScript. */
function compile(name: string, source: string, names: string[]): Body {
  try {
    const { code } = transform(source, { transforms: ["typescript", "imports"], production: true });
    return new AsyncFunction(...names, `${code}\n//# sourceURL=${name}`);
  } catch (error) {
    if (error instanceof SyntaxError) unread.set(error, name);
    throw error;
  }
}

/** Of errors in reading a cell, which cell that was. */
const unread = new WeakMap<Error, string>();

/** What was thrown, in words; it may be anything, even something that throws when it is looked at. */
function describe(error: unknown): string {
  try {
    return inspect(error);
  } catch {
    return "something was thrown that cannot be shown";
  }
}

/** An error as a cell shows it: with its line, and the file where it is not the entry that fails. */
function failure(error: unknown, entry: string, files: CellProgram["files"]): Output {
  const message = describe(error);
  const { file, line } = placeOf(error, Object.keys(files));
  if (file === undefined || line === undefined) return { kind: "error", message };
  return { kind: "error", message, line, ...(file !== entry && { file }) };
}

/** The line an error points to: in the compiler's message, or in the stack of a failed run. */
function placeOf(error: unknown, names: readonly string[]): { file?: string; line?: number } {
  if (!(error instanceof Error)) return {};
  const file = unread.get(error);
  const line = /\((\d+):\d+\)$/.exec(error.message)?.[1];
  if (file) return line ? { file, line: Number(line) } : {};
  const frame = /([\w-]+\.ts):(\d+)/g;
  for (const [, name = "", number] of String(error.stack).matchAll(frame))
    if (names.includes(name)) return { file: name, line: Number(number) - PREAMBLE };
  return {};
}
