import { describe, expect, test } from "vitest";
import { ask, exercise, exerciseIds } from "../../components/exercise/exercises.ts";
import { solves, telling, type Paper } from "../../components/exercise/grade.ts";
import { runCell } from "../../src/notebook/run.ts";
import type { Output } from "../../src/notebook/output.ts";
import { readFileSync } from "node:fs";
import { inventory } from "../../src/site/inventory.ts";

const ids = exerciseIds();
const STORY = readFileSync("components/exercise/story.ts", "utf8");

test("there are some, in rising order, each in its chapter", async () => {
  const all = await Promise.all(ids.map(exercise));
  expect(new Set(all.map(({ data }) => data.order)).size).toBe(ids.length);
  for (const { id, data } of all) expect(inventory(data.chapter).exercises, id).toContain(id);
});

describe.each(ids)("%s", (id) => {
  // `exercise` has held solution, start and wrong answers to the recorded verdicts.
  test("its questions are told from one another, and kernels answered them", async () => {
    const { cases } = await exercise(id);
    expect(cases.length).toBeGreaterThan(5);
    expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ verdict }) => verdict)).size).toBeGreaterThan(1);
    for (const { kernels } of cases) expect(kernels.length).toBeGreaterThan(0);
  });

  test("the ladder of each question ends as the kernel's answer did", async () => {
    const { cases } = await exercise(id);
    for (const one of cases) {
      const shown: Output[] = [];
      await runCell(telling(STORY, one.story), (output) => shown.push(output)).ended;
      expect(shown, one.id).toMatchObject([{ kind: "ladder" }]);
      const [ladder] = shown;
      expect(ladder && endOf(ladder), one.id).toBe(one.did);
    }
  });
});

/** What the kernel did in a ladder: the errno of a call, the client's own SYN, or the last packet. */
function endOf(shown: Output): string {
  if (shown.kind !== "ladder") return "";
  const told = shown.trace.events.filter(({ kind }) => kind === "packet" || kind === "call");
  const last = told.at(-1);
  if (last?.kind === "call") return last.errno;
  if (told.some((one) => one.kind === "packet" && one.reuses)) return "SYN";
  if (last?.kind !== "packet") return "";
  return last.flags === "SYN ACK" ? "SYN-ACK" : last.flags;
}

describe("a grade", () => {
  const story = {
    kind: "syn",
    kernel: "linux-7.3",
    timestamps: false,
    seq: 1,
    tsval: null,
  } as const;
  const asked = (verdict: unknown, ...given: unknown[]) => ({
    id: String(given),
    given,
    verdict,
    did: "ACK",
    kernels: [],
    apart: {},
    story,
  });
  const paper: Paper = { function: "f", cases: [asked(1, 0), asked(2, 1), asked("x", 2)] };

  test.each([
    ["solves it", `export const f = (n: number) => [1, 2, "x"][n];`, [], true],
    ["is wrong in places", `export const f = (n: number) => 2;`, [0, 2], false],
    ["returns nothing", `export const f = () => {};`, [0, 1, 2], false],
    [
      "prints besides",
      `console.log("mark"); export const f = (n: number) => [1, 2, "x"][n];`,
      [],
      true,
    ],
  ])("of code that %s", async (_, code, wrong, solved) => {
    const grade = await ask(paper, code);
    expect(grade).toMatchObject({ wrong, found: true, error: null });
    expect(solves(paper, grade)).toBe(solved);
  });

  test("of code that throws: where, and at which question", async () => {
    const code = `export function f(n: number) {\n  if (n > 0) throw new Error("no");\n  return 1;\n}`;
    const grade = await ask(paper, code);
    expect(grade).toMatchObject({
      answers: ["1"],
      wrong: [1],
      error: { file: "answer.ts", line: 2 },
    });
    expect(solves(paper, grade)).toBe(false);
  });

  test("of code that has no such function, or cannot be read", async () => {
    expect(await ask(paper, "export const g = 1;")).toMatchObject({ found: false, error: null });
    const grade = await ask(paper, "export const f = (;");
    expect(grade).toMatchObject({ found: false, error: { file: "answer.ts", line: 1 } });
    expect(solves(paper, grade)).toBe(false);
  });
});
