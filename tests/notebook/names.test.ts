import { expect, test } from "vitest";
import { readNames } from "../../src/notebook/names.ts";

const { modules, exports, members } = readNames();
const named = (module: string) => (exports[module] ?? []).map(({ name }) => name);

test("the editor's names are those that cells can import", () => {
  expect(modules).toEqual(
    expect.arrayContaining([
      "time-wait",
      "notebook",
      "session/server-time-wait",
      "measurement/cost",
    ]),
  );
  expect(named("time-wait")).toEqual(expect.arrayContaining(["after", "endSeq"]));
  expect(named("notebook")).toEqual(["show"]);
  expect(named("session/*")).toContain("packetOf");
});

test("a name has its type and the first sentence of what is said of it", () => {
  const after = exports["time-wait"]?.find(({ name }) => name === "after");
  expect(after?.kind).toBe("function");
  expect(after?.type).toMatch(/=> boolean$/);
  expect(after?.doc).not.toBe("");
});

test("members are those of our own types, each once", () => {
  const names = members.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["seq", "tsval", "rows", "table"]));
  expect(names).not.toContain("charAt");
  expect(new Set(names).size).toBe(names.length);
});
