import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { kernelNamed } from "../../src/model/index.ts";
import { differences } from "../../src/oracle/compare.ts";
import { generate } from "../../src/oracle/generate.ts";
import { answer, type Model } from "../../src/oracle/on-model.ts";

/** Errors one could make in src/model/receive.ts, as texts to replace. */
const MUTANTS = [
  {
    name: "the OR made an AND",
    from: 'test("after(seq, tw_rcv_nxt)", after(seq, rcvNxt)) ||',
    to: 'test("after(seq, tw_rcv_nxt)", after(seq, rcvNxt)) &&',
  },
  {
    name: "`<` made `<=` in the timestamp test",
    from: "diff(tsRecent ?? 0, tsval) < 0",
    to: "diff(tsRecent ?? 0, tsval) <= 0",
  },
  {
    name: "the reopened ISN made fresh",
    from: 'kernel.reopenIsn === "continued" ? verdict.isn : undefined',
    to: "undefined",
  },
];

const MODEL = fileURLToPath(new URL("../../src/model", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "who-closes-first-mutants-"));
afterAll(() => rmSync(folder, { recursive: true }));

const kernel = kernelNamed("linux-6.18");
const cases = generate(2000, 1);

test.each(MUTANTS)("made-up cases catch $name", async ({ name, from, to }) => {
  const copy = join(folder, name.replaceAll(/\W+/g, "-"));
  cpSync(MODEL, copy, { recursive: true });
  const file = join(copy, "receive.ts");
  const text = readFileSync(file, "utf8");
  expect(text.split(from), "the model still has that text, once").toHaveLength(2);
  writeFileSync(file, text.replace(from, to));
  const mutant = (await import(/* @vite-ignore */ file)) as Model;
  const caught = cases.filter(
    (one) =>
      differences(one, answer(one, kernel).result, answer(one, kernel, mutant).result).length > 0,
  );
  expect(caught.length).toBeGreaterThan(10);
});
