import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { kernelNamed } from "../../src/model/index.ts";
import { caseSchema, parseLines, resultSchema } from "../../src/oracle/case.ts";
import { differences } from "../../src/oracle/compare.ts";
import { explain, known } from "../../src/oracle/known.ts";
import { answer } from "../../src/oracle/on-model.ts";

const schema = z.strictObject({ kernel: z.string(), case: caseSchema, result: resultSchema });
const file = new URL("../../content/measurements/oracle/known.jsonl", import.meta.url);
const recorded = parseLines(readFileSync(file, "utf8"), schema);

const examples = recorded.map(({ kernel, case: one, result }) => {
  const window = result.rcv_wnd ? { rcv_wnd: result.rcv_wnd } : {};
  const modelled = answer({ ...one, ...window }, kernelNamed(kernel)).result;
  return { kernel, one, found: differences(one, result, modelled) };
});

test.each(known)("$id explains a difference that was recorded", ({ covers }) => {
  const covered = examples.filter(({ one, found }) => found.some((each) => covers(one, each)));
  expect(covered).not.toEqual([]);
});

test("every recorded example is a difference, and is explained", () => {
  for (const { kernel, one, found } of examples) {
    expect(found, one.id).not.toEqual([]);
    for (const each of found) expect(explain(one, each, kernel), each).toBeDefined();
  }
});

test("a difference of another kind, or at another time, is not explained", () => {
  const [example] = examples;
  if (!example) throw new Error("known.jsonl is empty");
  expect(
    explain(example.one, "step 1: state_after none, model SYN_RECV", example.kernel),
  ).toBeUndefined();
  expect(explain(example.one, "step 0: replies 2, model 1", example.kernel)).toBeUndefined();
});
