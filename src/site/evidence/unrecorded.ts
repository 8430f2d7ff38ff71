import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { bilingual, type Bilingual } from "../../sessions/schema.ts";
import type { Matrix } from "./matrix.ts";

/** Why an experiment was not recorded on a kernel: experiment → kernel → reason. */
const schema = z.record(z.string(), z.record(z.string(), bilingual));

/** Where the reasons stand; there may be none. */
const FILE = "content/unrecorded.yaml";

/**
 * Reads the reasons for a matrix's empty cells.
 * Throws an Error that names the file when a reason is given for what was recorded, or for what is
 * not in the matrix.
 */
export function reasons(
  { kernels, rows }: Matrix,
  file = FILE,
): (name: string, kernel: string) => Bilingual | null {
  const known = existsSync(file) ? schema.parse(parse(readFileSync(file, "utf8")) ?? {}) : {};
  for (const [name, byKernel] of Object.entries(known))
    for (const kernel of Object.keys(byKernel)) {
      const row = rows.find((one) => one.name === name);
      const column = kernels.indexOf(kernel);
      if (!row || column < 0)
        throw new Error(`${file}: nothing is recorded as ${name} on ${kernel}.`);
      if (row.cells[column])
        throw new Error(`${file}: ${name} is recorded on ${kernel}; take it out.`);
    }
  return (name, kernel) => known[name]?.[kernel] ?? null;
}
