import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kernelNamed } from "../../src/model/index.ts";
import { caseSchema, parseLines, resultSchema } from "../../src/oracle/case.ts";
import { differences } from "../../src/oracle/compare.ts";
import { generate } from "../../src/oracle/generate.ts";
import { MUTANTS, mutated } from "../../src/oracle/mutants.ts";
import { answer } from "../../src/oracle/on-model.ts";

const folder = new URL("../../content/measurements/oracle/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const cases = parseLines(read("cases.jsonl"), caseSchema);
const results = parseLines(read("linux-6.18.jsonl"), resultSchema);
const kernel = kernelNamed("linux-6.18");

test.each(MUTANTS)("the public cases find the mistake: $name", async (mutant) => {
  const model = await mutated(mutant);
  const found = cases.filter((one, index) => {
    const result = results[index];
    return result && differences(one, result, answer(one, kernel, model).result).length > 0;
  });
  expect(found.length).toBeGreaterThan(0);
});

test.each(MUTANTS)("made-up cases find the mistake: $name", async (mutant) => {
  const model = await mutated(mutant);
  const found = generate(2000, 1).filter((one) => {
    const right = answer(one, kernel).result;
    return differences(one, right, answer(one, kernel, model).result).length > 0;
  });
  expect(found.length).toBeGreaterThan(10);
});

test("a mutant whose text is gone says so", async () => {
  const stale = { name: "stale", from: "no such text", to: "" };
  await expect(mutated(stale)).rejects.toThrow("src/oracle/mutants.ts");
});
