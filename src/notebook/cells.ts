import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import type { MeasurementData, SessionData } from "../sessions/module.ts";
import { recordedAs } from "../sessions/recorded.ts";
import { outputsText } from "./html.ts";
import type { Output } from "./output.ts";
import { runCell, type CellProgram, type Run } from "./run.ts";

/** A cell of a chapter, with what it shows. */
export interface Cell {
  /** Its file name without `.ts`; unique in the chapter, and never changed. */
  readonly id: string;
  readonly program: CellProgram;
  readonly outputs: readonly Output[];
}

/** Where a chapter's cells are kept, from the project's root. */
export const cellFolder = (chapter: string): string => join("content/chapters", chapter, "cells");

/** The ids of the cells in a folder. */
export const cellIds = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".ts"))
        .map((name) => name.slice(0, -".ts".length))
    : [];

/** The file that keeps what a cell printed when its output was last accepted. */
export const acceptedFile = (folder: string, id: string): string => join(folder, `${id}.out.txt`);

const IMPORT = /\b(?:from|import)\s*"([^"]+)"/g;

/** How long a cell may run in the build, in ms: as long as in the page. */
const BUDGET = 5_000;

/**
 * Reads a cell and all it imports.
 * Throws an Error that names the file when one is missing.
 */
export function readProgram(folder: string, id: string): CellProgram {
  const files: Record<string, string> = {};
  const sessions: Record<string, SessionData> = {};
  const measurements: Record<string, MeasurementData> = {};
  const gather = (name: string): void => {
    if (name in files) return;
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${path}: there is no such cell.`);
    const source = readFileSync(path, "utf8");
    files[name] = source;
    for (const [, specifier = ""] of source.matchAll(IMPORT)) {
      if (specifier.startsWith("./")) gather(specifier.slice(2));
      const found = recordedAs(specifier);
      if (found?.kind === "session") sessions[specifier] = found.data;
      if (found?.kind === "measurement") measurements[specifier] = found.data;
    }
  };
  gather(`${id}.ts`);
  return { entry: `${id}.ts`, files, sessions, measurements };
}

/**
 * Reads a cell and all it imports, and runs it.
 * Throws an Error that names the file when one is missing, or when the cell fails.
 */
export async function readCell(folder: string, id: string): Promise<Cell> {
  const program = readProgram(folder, id);
  const outputs: Output[] = [];
  const run = () => runCell(program, (output) => outputs.push(output));
  const late = new Error(
    `${join(folder, `${id}.ts`)}: the cell has not ended after ${BUDGET / 1000} s.`,
  );
  let timer: NodeJS.Timeout | undefined;
  const budget = new Promise((_, reject) => (timer = setTimeout(() => reject(late), BUDGET)));
  try {
    const { ended } = begin(run, late);
    await Promise.race([ended, budget]);
  } finally {
    clearTimeout(timer);
  }
  const failed = outputs.find((output) => output.kind === "error");
  if (failed)
    throw new Error(`${join(folder, `${id}.ts`)}, line ${failed.line ?? "?"}: ${failed.message}`);
  return { id, program, outputs };
}

/** Begins a run in a context of its own, but only for its time-out: for a loop that never ends. */
function begin(run: () => Run, late: Error): Run {
  try {
    return runInNewContext("run()", { run }, { timeout: BUDGET }) as Run;
  } catch {
    throw late;
  }
}

/**
 * The cell, if it shows what was accepted.
 * Throws an Error that names the file and the command that accepts the new output.
 */
export async function acceptedCell(folder: string, id: string): Promise<Cell> {
  const cell = await readCell(folder, id);
  const file = acceptedFile(folder, id);
  const accepted = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (accepted === outputsText(cell.outputs)) return cell;
  throw new Error(
    `${file}: the cell shows something else than this file says; look at it, then npm run cells:update.`,
  );
}
