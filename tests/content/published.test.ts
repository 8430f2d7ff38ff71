import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { published, registered } from "../../src/site/published.ts";
import { calledNow } from "../../src/site/renamed.ts";
import { minutes, proseOf, stats } from "../../src/site/stats.ts";

describe("ids", () => {
  const there = published();

  test("that were published once are there for ever", () => {
    const known = registered();
    expect(known.length).toBeGreaterThan(700);
    expect(known.map((id) => calledNow(id)).filter((id) => !there.includes(id))).toEqual([]);
  });

  test("are of every kind that can be linked", () => {
    const kinds = new Set(there.map((id) => id.split(" ")[0]));
    for (const kind of [
      "page",
      "heading",
      "figure",
      "prediction",
      "cell",
      "step",
      "claim",
      "clause",
      "kernel",
      "term",
      "reference",
    ])
      expect(kinds, kind).toContain(kind);
    expect(there).toContain("heading /server-time-wait/#walks-in");
    expect(there).toContain("step server-time-wait/reopened");
    expect(there).toContain("figure /inside-the-kernel/#source-refused");
    expect(there).toContain("clause rfc6455-7.1.1-s4");
  });
});

/** What each chapter must hold, and by which of its ids or components one finds it. */
const HOLDS: Record<string, readonly string[]> = {
  "01-two-maxims": [
    "<Maxims",
    "fig-states",
    "#two-purposes",
    "#two-msl",
    'session="simultaneous-close"',
    'session="reset-close"',
    '<Cell id="close"',
  ],
  "02-the-rfc": [
    "#seven-sentences",
    "rfc6455-5.5.1",
    "#closed-twice",
    "#leans-on",
    'session="websocket-close"',
    "fig-client-starts",
    "fig-server-starts",
  ],
  "03-server-time-wait": [
    'session="server-time-wait"',
    'session="server-time-wait-timestamps"',
    '<Cell id="isn"',
    "#the-program",
  ],
  "04-inside-the-kernel": [
    'id="tw-syn-3.10"',
    "#paws",
    "#either",
    "#too-fast",
    'session="refused-syn"',
    "#rfc-6191",
    '<Cell id="either"',
    "#ages",
    "#every-syn",
    "#dead-rule",
    "#changed",
  ],
  "05-client-time-wait": [
    "#missing-option",
    "#remedy",
    "#every-case",
    "#two-errors",
    "#running-out",
    '<Cell id="ports"',
  ],
  "06-tcp-tw-reuse": ["#three-values", "#one-second", "#reuse-delay", "#bypass", "#rise-and-fall"],
  "07-whose-reuse-is-safer": [
    "fig-close-wait",
    "#without",
    "#one-address",
    "#too-old",
    "#same-millisecond",
    'session="long-lived"',
    "table-balance",
  ],
  "08-who-should-close-first": [
    "#conclusion",
    "#cost",
    'session="silent-client"',
    "table-decide",
    "#does-not-buy",
  ],
  "09-run-it-yourself": ["#program", "#one-command", "table-differs"],
  "10-further-reading": ["<References", "table-mistakes"],
};

describe.each(globSync("content/chapters/*/{en,zh-cn}.mdx"))("%s", (file) => {
  test("holds what its chapter must", () => {
    const source = readFileSync(file, "utf8");
    const holds = HOLDS[file.split("/")[2] ?? ""];
    expect(holds, "name in this test what the chapter must hold").toBeDefined();
    expect(holds?.filter((id) => !source.includes(id))).toEqual([]);
  });
});

describe("book:stats", () => {
  test("counts what a chapter has", () => {
    const one = stats().find(({ chapter }) => chapter === "03-server-time-wait");
    expect(one).toMatchObject({ predictions: 1, cells: 2, sessions: 2, claims: 4 });
    for (const { en, "zh-cn": zh } of stats())
      expect(Math.max(en, zh) / Math.min(en, zh)).toBeLessThan(2.5);
  });

  test("reads prose, not code", () => {
    const source =
      '---\ntitle: x\n---\nimport a from "b";\n\nTwo <Tw /> words{facts.x}.\n\n```sh\nls\n```\n';
    expect(proseOf(source).match(/\w+/g)).toEqual(["Two", "words"]);
    expect(minutes("word ".repeat(1000))).toBe(5);
    expect(minutes("字".repeat(700))).toBe(2);
  });
});
