import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as facts from "../../content/chapters/08-who-should-close-first/facts.ts";

const LANGS = ["en", "zh-cn"] as const;
const text = (lang: string): string =>
  readFileSync(`content/chapters/08-who-should-close-first/${lang}.mdx`, "utf8");

/** The rows of the decision table, as their cells' source. */
function rows(lang: string): string[][] {
  const [, table = ""] =
    /<Table slot="wide" id="table-decide">([\s\S]*?)<Fragment/.exec(text(lang)) ?? [];
  const [, , ...lines] = table.trim().split("\n");
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What a row stands on: claims, and sessions. */
const grounds = (cell = ""): string[] =>
  Array.from(cell.matchAll(/"([a-z0-9-]+)"|\/sessions\/([a-z0-9-]+)\//g), (match) =>
    match[1] ? `claims/${match[1]}.yaml` : `sessions/${match[2] ?? ""}`,
  );

describe("the decision table", () => {
  test.each(LANGS)("%s: every row says who, who first, how, and on what grounds", (lang) => {
    const all = rows(lang);
    expect(all.length).toBeGreaterThanOrEqual(12);
    for (const [you, first, how, stands] of all) {
      expect([you, first, how].every(Boolean)).toBe(true);
      expect(first).toMatch(/\*\*.+\*\*/);
      const on = grounds(stands);
      expect(on.length).toBeGreaterThan(0);
      for (const ground of on) expect(existsSync(`content/${ground}`), ground).toBe(true);
    }
  });

  test("stands on the same grounds in both languages, row by row", () => {
    const [en, zh] = LANGS.map((lang) => rows(lang).map((row) => grounds(row[3])));
    expect(zh).toEqual(en);
  });
});

test("the server that closed first was gone after a minute, and before its client closed", () => {
  const [seconds = 0] = facts.silent.apart.split(" ").map(Number);
  expect(seconds).toBeGreaterThan(60);
  expect([facts.silent.ack, facts.silent.rst]).toEqual([
    facts.silent.fin + 1,
    facts.silent.lateFin + 1,
  ]);
});

test("a live socket weighs several times as much as a TIME_WAIT, on every reading", () => {
  expect(Number(facts.weight.times)).toBeGreaterThanOrEqual(7);
  expect(Number(facts.weight.megabytes)).toBeLessThan(100);
});

test("both languages give the same numbers", () => {
  const given = LANGS.map((lang) =>
    [...new Set(text(lang).match(/\bfacts(?:\.\w+)+/g))].toSorted(),
  );
  expect(given[0]?.length).toBeGreaterThan(8);
  expect(given[1]).toEqual(given[0]);
});
