import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { codeHtml, indentOf } from "../../components/kernel-source/code.ts";
import { given } from "../../components/kernel-source/given.ts";
import { light } from "../../components/kernel-source/lit.ts";
import { kernelSchema } from "../../components/kernel-source/schema.ts";
import { twinOf } from "../../components/kernel-source/twin.ts";

const read = (id: string) =>
  kernelSchema.parse(parse(readFileSync(`content/kernel/${id}.yaml`, "utf8")));
const { lines, twin } = read("tw-syn-3.10");
if (!twin) throw new Error("The excerpt has no twin.");

/** Each line as its conditions came out: 1, 0, or - for never evaluated; > where it returned. */
const drawn = (some: Parameters<typeof light>[0], by: Parameters<typeof given>[0]) =>
  light(some, given(by).branches)
    .map(({ values, returned }) =>
      returned ? ">" : values.map((value) => (value === null ? "-" : Number(value))).join(""),
    )
    .join(" ");

describe("the condition on a SYN, and its twin in the model", () => {
  test.each([
    [
      "a newer number decides",
      { session: "server-time-wait", at: "same-port" },
      "1111 1 - -  0   > ",
    ],
    [
      "an older one, without timestamps, is refused",
      { session: "refused-syn", at: "refused" },
      "1111 0 0 -  -    ",
    ],
    [
      "an older one, with an equal timestamp, is refused",
      { session: "long-lived-timestamps", at: "refused" },
      "1111 0 1 0  -    ",
    ],
    ["PAWS refuses a newer one", { oracle: "tw/ts/SYN/seq+1/tsval-less" }, "1110 - - -  -    "],
    [
      "a newer timestamp reopens",
      { oracle: "tw/ts/SYN/seq-1/tsval-greater" },
      "1111 0 1 1  -   > ",
    ],
    ["an RST is no SYN", { oracle: "tw/ts/rfc1337=0/R/seq+1/tsval-none" }, "0--- - - -  -    "],
  ])("%s", (_, by, marks) => {
    expect(drawn(lines, by)).toBe(marks);
    const twins = twinOf(twin).lines.filter(({ tests }) => tests.length > 0);
    expect(drawn(twins, by).replaceAll(" ", "")).toBe(marks.replaceAll(/ (0|-) {3}|[> ]/g, ""));
  });
});

test.each(globSync("content/kernel/*.yaml"))("%s names conditions that the model asks", (file) => {
  const model = globSync("src/model/*.ts")
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const excerpt = kernelSchema.parse(parse(readFileSync(file, "utf8")));
  for (const { code, tests } of excerpt.lines) {
    codeHtml(
      code,
      tests.map((one) => one.code),
      null,
    );
    for (const { model: asked } of tests)
      if (asked !== "isn == 0") expect(model, asked).toContain(`"${asked}"`);
  }
  if (excerpt.twin) expect(twinOf(excerpt.twin).lines.length).toBeGreaterThan(1);
});

test("the tabs that all lines begin with are counted, whatever labels and empty lines have", () => {
  expect(indentOf(["\t\tif (a) {", "kill:", "", "\t\t\tb();", "\t\t}"])).toBe(2);
  expect(indentOf(["a", "\tb"])).toBe(0);
});

describe("says what is wrong", () => {
  test("when a condition is not in its line", () =>
    expect(() => codeHtml("if (a)", ["b"], null)).toThrow('no condition "b" in the line "if (a)"'));
  test("when more than ten lines are quoted", () => {
    const excerpt = read("tw-syn-3.10");
    const long = { ...excerpt, article: undefined, lines: [...excerpt.lines, ...excerpt.lines] };
    expect(() => kernelSchema.parse(long)).toThrow("at most ten lines");
  });
  test("when the model has other lines", () =>
    expect(() => twinOf({ ...twin, from: "no such line" })).toThrow(
      'no lines from "no such line"',
    ));
  test("when a step has no packet", () =>
    expect(() => given({ session: "server-time-wait", at: "never" })).toThrow('at a step "never"'));
});
