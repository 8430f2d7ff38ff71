import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { caseSchema, parseLines, resultSchema, type Case, type Result } from "./case.ts";

/** Where recorded cases and answers are kept, below the project's root. */
const SHELF = "content/measurements/oracle";

/** Reads a file of JSON lines. Throws an Error that names the file and the line. */
function lines<T>(name: string, schema: Parameters<typeof parseLines<T>>[1]): T[] {
  const path = join(SHELF, name);
  try {
    return parseLines(readFileSync(path, "utf8"), schema);
  } catch (error) {
    throw new Error(`${path}, ${(error as Error).message}`, { cause: error });
  }
}

let known: {
  cases: ReadonlyMap<string, Case>;
  answers: ReadonlyMap<string, ReadonlyMap<string, Result>>;
} | null = null;

/**
 * The public cases by id, and what each kernel answered, by kernel and id; read once.
 * To be called from the project's root.
 */
export function recorded(): NonNullable<typeof known> {
  if (known) return known;
  const byId = <T extends { id: string }>(all: readonly T[]) =>
    new Map(all.map((one) => [one.id, one]));
  const kernels = readdirSync(SHELF).filter((name) => /^linux-[\d.]+\.jsonl$/.test(name));
  known = {
    cases: byId(lines("cases.jsonl", caseSchema)),
    answers: new Map(
      kernels.map((name) => [name.replace(/\.jsonl$/, ""), byId(lines(name, resultSchema))]),
    ),
  };
  return known;
}
