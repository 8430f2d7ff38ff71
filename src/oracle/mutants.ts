import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Model } from "./holder.ts";

/** A mistake to be found: in a copy of src/model/receive.ts, `from` is replaced by `to`. */
export interface Mutant {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Three mistakes that have been made in print; a set of cases that misses one is too small. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "sequence AND timestamp",
    from: '(test("after(seq, tw_rcv_nxt)", after(seq, rcvNxt)) ||',
    to: "(after(seq, rcvNxt) &&",
  },
  {
    name: "an equal timestamp is newer",
    from: "diff(tsRecent ?? 0, tsval) < 0",
    to: "diff(tsRecent ?? 0, tsval) <= 0",
  },
  {
    name: "the reopened ISN is fresh",
    from: 'kernel.reopenIsn === "continued" ? verdict.isn : undefined',
    to: "undefined",
  },
];

const SOURCE = fileURLToPath(new URL("../model/", import.meta.url));

/**
 * The model with that mistake, made of its sources.
 * Rejects with an Error when `from` does not stand there exactly once: then the mutant is stale.
 */
export async function mutated({ name, from, to }: Mutant): Promise<Model> {
  const folder = mkdtempSync(join(tmpdir(), "mutant-"));
  try {
    cpSync(SOURCE, folder, { recursive: true });
    const file = join(folder, "receive.ts");
    const parts = readFileSync(file, "utf8").split(from);
    if (parts.length !== 2)
      throw new Error(
        `src/model/receive.ts: "${from}" stands there ${parts.length - 1} times; ` +
          `bring the mutant "${name}" in src/oracle/mutants.ts up to date`,
      );
    writeFileSync(file, parts.join(to));
    const index = pathToFileURL(join(folder, "index.ts")).href;
    return (await import(/* @vite-ignore */ index)) as Model;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
