import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  measuredOn,
  measurement,
  measurementNames,
  measurementPath,
  readMeasurement,
  type MeasurementFile,
} from "../../src/sessions/measurement.ts";

const recordings = measurementNames().flatMap((name) =>
  measuredOn(name).map((kernel) => [name, kernel] as const),
);

test("the measurements that pages rest on are there", () => {
  expect(measurementNames()).toEqual(
    expect.arrayContaining([
      "article-remedy",
      "cost",
      "one-second",
      "port-exhaustion",
      "reuse-matrix",
    ]),
  );
});

describe.each(recordings)("%s on %s", (name, kernel) => {
  test("is whole: every check holds", () => {
    expect(measurement(name, kernel).checks.length).toBeGreaterThan(2);
  });

  test("keeps what was run and what it printed, for every row that rests on it", () => {
    const { raw, rows } = measurement(name, kernel);
    expect(rows.length).toBeGreaterThan(1);
    expect(raw.length).toBeGreaterThan(0);
    for (const { command, output } of raw) {
      expect(output).not.toBe("");
      expect(command).not.toMatch(/\/(home|root|tmp)\//);
    }
  });
});

describe("a damaged measurement", () => {
  let path: string;
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "measurement-"));
    path = join(root, "linux-6.18.json");
    cpSync(measurementPath("article-remedy", "linux-6.18"), path);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Changes the file as a program would that does not know what it does. */
  const edit = (change: (file: MeasurementFile) => unknown) => {
    const file = JSON.parse(readFileSync(path, "utf8")) as MeasurementFile;
    change(file);
    writeFileSync(path, JSON.stringify(file));
  };

  test("is only refused when it is damaged", () => {
    expect(readMeasurement(path).measurement).toBe("article-remedy");
  });

  test.each<[string, () => unknown, string]>([
    ["that is not there", () => rmSync(path), "the file: it is missing; record"],
    ["that is not JSON", () => writeFileSync(path, "{"), "the whole file: not JSON: "],
    [
      "without a kernel",
      () => edit((file) => Reflect.deleteProperty(file, "kernel")),
      "kernel: Invalid input",
    ],
    [
      "with a key too many",
      () => edit((file) => Object.assign(file, { colour: "red" })),
      'Unrecognized key: "colour"',
    ],
    [
      "with a title in one language only",
      () => edit((file) => Reflect.deleteProperty(file.title, "zh-cn")),
      "title.zh-cn: ",
    ],
    ["without rows", () => edit((file) => (file.rows = [])), "rows: "],
    ["without checks", () => edit((file) => (file.checks = [])), "checks: "],
    [
      "with a missing column",
      () => edit((file) => file.columns.pop()),
      'rows.0: there is no column "errno"',
    ],
    [
      "with a row that has no value in a column",
      () => edit((file) => Reflect.deleteProperty(file.rows[1] ?? {}, "errno")),
      'rows.1: it has no value in the column "errno"',
    ],
    [
      "with two checks of one id",
      () => edit((file) => file.checks.push(...file.checks.slice(0, 1))),
      "check neither: there are two of that name",
    ],
    [
      "with a changed value",
      () => edit((file) => Object.assign(file.rows[3] ?? {}, { connects: false })),
      'check only-timestamps: "Only tcp_timestamps=1: it connects at once" fails: connects is false',
    ],
    [
      "with a check that no row is meant by",
      () => edit((file) => Object.assign(file.checks[0] ?? {}, { where: { case: "no such" } })),
      "fails: no row is meant",
    ],
    [
      "with a check of a column that is not there",
      () => edit((file) => Object.assign(file.checks[0] ?? {}, { column: "colour" })),
      "fails: colour is undefined",
    ],
    [
      "with a bound that does not hold from below",
      () =>
        edit((file) => Object.assign(file.checks[1] ?? {}, { column: "wait", is: { atLeast: 3 } })),
      "fails: wait is 2",
    ],
    [
      "with a bound that does not hold from above",
      () =>
        edit((file) => Object.assign(file.checks[1] ?? {}, { column: "wait", is: { atMost: 1 } })),
      "fails: wait is 2",
    ],
    [
      "with a bound on what is no number",
      () =>
        edit((file) => Object.assign(file.checks[1] ?? {}, { column: "call", is: { atMost: 1 } })),
      'fails: call is "connect"',
    ],
  ])("%s is refused with file, place and reason", (_what, damage, message) => {
    damage();
    expect(() => readMeasurement(path)).toThrow(message);
    expect(() => readMeasurement(path)).toThrow(`${path}, `);
  });

  test("in another one's place is refused", () => {
    const home = process.cwd();
    const shelf = join(root, "content/measurements");
    mkdirSync(join(shelf, "cost"), { recursive: true });
    mkdirSync(join(shelf, "article-remedy"));
    cpSync(path, join(shelf, "cost/linux-6.18.json"));
    cpSync(path, join(shelf, "article-remedy/linux-7.3.json"));
    try {
      process.chdir(root);
      for (const [name, kernel] of [
        ["cost", "linux-6.18"],
        ["article-remedy", "linux-7.3"],
      ] as const)
        expect(() => measurement(name, kernel)).toThrow("it is article-remedy on linux-6.18");
    } finally {
      process.chdir(home);
    }
  });
});
