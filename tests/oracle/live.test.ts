import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { askKernel } from "../../src/lab/injector/ask.ts";
import { thisKernel } from "../../src/lab/kernel.ts";
import { obstacle } from "../../src/lab/namespace.ts";
import { compareWith } from "../../src/lab/oracle/diff.ts";
import { lacking } from "../../src/lab/tools.ts";
import { caseSchema, parseLines } from "../../src/oracle/case.ts";
import { generate } from "../../src/oracle/generate.ts";

/** Why this machine's kernel cannot be asked; null when it can. */
const prevented = lacking(["perl", "ip", "unshare"]) ?? obstacle();
if (prevented) console.warn(`The oracle is not asked on this machine: ${prevented}.`);

const file = new URL("../../content/measurements/oracle/cases.jsonl", import.meta.url);
const seed = Date.now() % 1_000_000;

describe.skipIf(prevented)(`Linux ${thisKernel().release} and the model agree`, () => {
  test.each([
    ["the public cases", () => parseLines(readFileSync(file, "utf8"), caseSchema)],
    [`2,000 cases made up from seed ${seed}`, () => generate(2000, seed)],
  ])("on %s", { timeout: 300_000 }, async (_, cases) => {
    const asked = cases();
    const { unexplained } = await compareWith((some) => askKernel(some), asked, thisKernel().name);
    expect(unexplained.map(({ drawn }) => drawn).join("\n\n")).toBe("");
  });
});
