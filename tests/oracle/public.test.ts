import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kernelNamed } from "../../src/model/index.ts";
import { caseSchema, parseLines, resultSchema } from "../../src/oracle/case.ts";
import { differences } from "../../src/oracle/compare.ts";
import { explain } from "../../src/oracle/known.ts";
import { answer } from "../../src/oracle/on-model.ts";

const folder = new URL("../../content/measurements/oracle/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const cases = parseLines(read("cases.jsonl"), caseSchema);

const KERNELS = ["linux-5.10", "linux-6.1", "linux-6.12", "linux-6.18", "linux-7.3"];

test.each(KERNELS)("the model answers every public case as %s did", (name) => {
  const kernel = kernelNamed(name);
  const results = new Map(
    parseLines(read(`${name}.jsonl`), resultSchema).map((result) => [result.id, result]),
  );
  const unexplained = cases.flatMap((one) => {
    const measured = results.get(one.id);
    if (!measured) return [`${one.id}: ${name} has no answer`];
    const window = measured.rcv_wnd ? { rcv_wnd: measured.rcv_wnd } : {};
    const { result } = answer({ ...one, ...window }, kernel);
    return differences(one, measured, result)
      .filter((difference) => !explain(one, difference, name))
      .map((difference) => `${one.id}: ${difference}`);
  });
  expect(unexplained).toEqual([]);
  expect(cases).toHaveLength(1236);
});
