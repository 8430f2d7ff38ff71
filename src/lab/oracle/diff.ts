import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kernelNamed } from "../../model/index.ts";
import type { Case, Result } from "../../oracle/case.ts";
import { differences } from "../../oracle/compare.ts";
import { explain } from "../../oracle/known.ts";
import { ladder } from "../../oracle/ladder.ts";
import { answer } from "../../oracle/on-model.ts";
import { Tally } from "../../oracle/tally.ts";

/** What a kernel and the model made of the same cases. */
export interface Comparison {
  /** Ladders of cases whose difference nothing explains. */
  readonly unexplained: readonly string[];
  /** How many cases each entry of src/oracle/known.ts explains. */
  readonly explained: ReadonlyMap<string, number>;
  readonly tally: Tally;
}

const MODEL = fileURLToPath(new URL("../../model", import.meta.url));

/**
 * Lets the model answer cases that a kernel has answered, and compares.
 * @param name the kernel, for instance `linux-6.18`
 */
export function compare(
  cases: readonly Case[],
  results: readonly Result[],
  name: string,
): Comparison {
  const kernel = kernelNamed(name);
  const tally = new Tally();
  const explained = new Map<string, number>();
  const unexplained: string[] = [];
  cases.forEach((one, index) => {
    const measured = results[index] ?? { id: one.id, steps: [], err: "it has no result" };
    const asked = asPlayed(one, measured);
    const { result, branches } = answer(asked, kernel);
    tally.add(result, branches);
    const left = differences(asked, measured, result).filter((difference) => {
      const known = explain(asked, difference, name);
      if (known) explained.set(known.id, (explained.get(known.id) ?? 0) + 1);
      return !known;
    });
    if (left.length > 0)
      unexplained.push(
        [ladder(one, measured, result), ...left.map((line) => `  ${line}`)].join("\n"),
      );
  });
  return { unexplained, explained, tally };
}

/** A case with what playing it has added: the window the kernel advertised, and the actual times. */
function asPlayed(one: Case, { rcv_wnd, steps }: Result): Case {
  return {
    ...one,
    rcv_wnd: rcv_wnd ?? one.rcv_wnd,
    steps: one.steps.map((step, index) => ({
      ...step,
      wait_ms: steps[index]?.ms_since_tw ?? step.wait_ms,
    })),
  };
}

/** Every condition that the model names, as its source writes it. */
export function conditionsOfModel(): string[] {
  const text = readdirSync(MODEL)
    .map((file) => readFileSync(join(MODEL, file), "utf8"))
    .join("\n");
  const names = [...text.matchAll(/\btest\(\s*"([^"]+)"/g)].map(([, name]) => name ?? "");
  return [...new Set(names)];
}
