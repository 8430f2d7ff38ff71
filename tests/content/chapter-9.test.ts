import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as facts from "../../content/chapters/09-run-it-yourself/facts.ts";
import { judge, readClaims } from "../../src/lab/claims.ts";
import { compare } from "../../src/lab/compare.ts";
import { experimentNamed } from "../../src/lab/experiments/index.ts";
import { duration } from "../../src/lab/list.ts";
import { compared, tally } from "../../src/lab/report.ts";
import { outcomeOf } from "../../src/lab/result.ts";
import { session } from "../../src/sessions/library.ts";

const KEPT = "content/chapters/09-run-it-yourself/compare.txt";
const kept = readFileSync(KEPT, "utf8");
const experiment = experimentNamed("server-time-wait");
/** What the command says of a machine on which all is as it was recorded. */
const comparison = await compare(experiment, "linux-6.18", () =>
  Promise.resolve(outcomeOf(session("server-time-wait", "linux-6.18").file)),
);

// To renew it: npm run -s lab -- compare server-time-wait, as an ordinary user, on Linux 6.18.
test("what compare printed is what it prints today", () => {
  const head = `[1/1] ${experiment.name}, ${duration(experiment)}`;
  expect(kept).toContain([head, compared(comparison), "Claims"].join("\n"));
});

test("the claims it judged are judged so today, and counted", () => {
  const judged = readClaims("content/claims").flatMap((claim) => judge(claim, [comparison]) ?? []);
  const [, list = ""] = kept.split("Claims\n");
  const ids = Array.from(list.matchAll(/^ {2}same as recorded {2}(\S+)$/gm), ([, id]) => id);
  expect(ids.length).toBeGreaterThan(3);
  const meant = judged.filter(({ claim }) => ids.includes(claim.id));
  expect(meant.map(({ claim }) => claim.id)).toEqual(ids);
  expect(kept).toContain(
    `Checks and findings: ${tally(comparison.lines)}. Claims: ${tally(meant)}.\nThe report is in /`,
  );
});

test("the experiments said to differ do differ", () => {
  for (const lang of ["en", "zh-cn"] as const)
    for (const found of Object.values(facts.differ(lang))) expect(found.length).toBeGreaterThan(1);
});

test("the article's program says nothing with its exit code, and starts when the minute is over", () => {
  expect(facts.exitCode).toBe(0);
  expect(parseFloat(facts.freeAfter)).toBeGreaterThan(60);
  expect(facts.left).toMatch(/^\d+ s$/);
});
