import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { kernelsOf, sessionNames } from "../../src/sessions/library.ts";
import { measuredOn, measurementNames } from "../../src/sessions/measurement.ts";
import { bars } from "../../src/site/evidence/glance.ts";
import { marked, matrix, type Matrix } from "../../src/site/evidence/matrix.ts";
import { reasons } from "../../src/site/evidence/unrecorded.ts";
import { version } from "../../components/lang.ts";

/** A row's cells, oldest first, of which each says one word; `-` says nothing. */
const row = (words: string) =>
  words.split(" ").map((word, index) => ({
    kernel: `linux-5.${index}`,
    says: word === "-" ? null : { en: word, "zh-cn": word },
    checks: 1,
    path: "/",
  }));

test.each([
  ["fresh fresh kept kept kept", "11000"],
  ["kept kept kept", "000"],
  ["fresh kept", "10"], // of equally many, the newer is the rule
  ["- - fresh", "001"],
  ["a b c", "110"],
  ["a", "0"],
])("%s: %s are marked", (words, odd) => {
  expect(
    marked(row(words))
      .map((cell) => Number(cell.odd))
      .join(""),
  ).toBe(odd);
});

test("bars run through kernels that agree, and those that break come first", () => {
  const kernels = ["linux-5.0", "linux-5.1", "linux-5.2"];
  const one = (name: string, words: string, missing = -1) => ({
    name,
    title: { en: name, "zh-cn": name },
    cells: marked(row(words)).map((cell, column) => (column === missing ? null : cell)),
  });
  const rows = [
    one("even", "a a a"),
    one("gap", "a a a", 1),
    one("silent", "- - -"),
    one("broken", "a b b"),
  ];
  const drawn = bars({ kernels, rows }).map(({ name, spans, findings, recorded }) => [
    name,
    spans
      .map((span) => `${span.kernels}${span.says === undefined ? "?" : (span.says?.en ?? "-")}`)
      .join(" "),
    findings,
    recorded,
  ]);
  expect(drawn).toEqual([
    ["broken", "1a 2b", 2, 3],
    ["even", "3a", 1, 3],
    ["gap", "1a 1? 1a", 1, 2],
    ["silent", "3-", 1, 3],
  ]);
});

test("the matrix has every recording once, and one of each at the plain address", () => {
  const { kernels, rows } = matrix();
  expect(rows.map(({ name }) => name)).toEqual([...sessionNames(), ...measurementNames()]);
  for (const { name, cells } of rows) {
    const recorded = [...kernelsOf(name), ...measuredOn(name)];
    expect(cells.map((cell, column) => (cell ? kernels[column] : null)).filter(Boolean)).toEqual(
      recorded,
    );
    const paths = cells.flatMap((cell) => cell?.path ?? []);
    expect(new Set(paths).size).toBe(recorded.length);
    const plain = paths.filter((path) => /^\/(sessions|measurements)\/[a-z0-9-]+\/$/.test(path));
    expect(plain).toHaveLength(1);
  }
});

describe("reasons for empty cells", () => {
  const found: Matrix = {
    kernels: ["linux-5.0", "linux-5.1"],
    rows: [
      {
        name: "cost",
        title: { en: "Cost", "zh-cn": "开销" },
        cells: [null, marked(row("a"))[0] ?? null],
      },
    ],
  };
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reasons-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const given = (text: string) => {
    const file = join(folder, "unrecorded.yaml");
    writeFileSync(file, text);
    return reasons(found, file);
  };
  const why = '{ en: "too large", zh-cn: "太大" }';

  test("are told where they are known", () => {
    const reason = given(`cost:\n  linux-5.0: ${why}\n`);
    expect(reason("cost", "linux-5.0")?.en).toBe("too large");
    expect(reason("nat", "linux-5.0")).toBeNull();
    expect(reasons(found, join(folder, "none"))("cost", "linux-5.0")).toBeNull();
  });

  test("may not be given for what is recorded, or unknown", () => {
    expect(() => given(`cost:\n  linux-5.1: ${why}\n`)).toThrow(/cost is recorded on linux-5.1/);
    expect(() => given(`price:\n  linux-5.0: ${why}\n`)).toThrow(/nothing is recorded as price/);
  });
});

test.each([
  ["6.18.44-fc-v595", "6.18.44"],
  ["6.12.117+deb12-cloud-amd64", "6.12.117"],
  ["5.10.0-46-cloud-amd64", "5.10"],
  ["7.0.0", "7.0.0"],
])("the release %s names the source %s", (release, source) => {
  expect(version(release)).toBe(source);
});
