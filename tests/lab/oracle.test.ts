import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { unclear } from "../../src/lab/injector/clear.ts";
import { compare, compareWith } from "../../src/lab/oracle/diff.ts";
import { kernelNamed } from "../../src/model/index.ts";
import { caseSchema, parseLines, resultSchema, type Case } from "../../src/oracle/case.ts";
import { generate } from "../../src/oracle/generate.ts";
import { answer } from "../../src/oracle/on-model.ts";

const lab = (input: string, ...args: string[]) =>
  spawnSync(process.execPath, ["src/lab/main.ts", "oracle", ...args], { encoding: "utf8", input });

describe("lab oracle", () => {
  test("prints made-up cases, and what the model answers to them", () => {
    const made = lab("", "--generate", "20", "--seed", "3");
    expect(parseLines(made.stdout, caseSchema)).toEqual(generate(20, 3));
    const said = lab(made.stdout, "--on", "model", "--kernel", "5.10");
    expect(parseLines(said.stdout, resultSchema).map(({ id }) => id)).toEqual(
      generate(20, 3).map(({ id }) => id),
    );
  });

  test.each([
    [[], /^lab: say what to ask/],
    [["--on", "model", "--kernel", "2.6"], /^lab: The model knows no kernel "linux-2.6"/],
    [["--generate", "many"], /^lab: --generate takes a whole number/],
  ])("%j ends in one sentence", (args, sentence) => {
    const { stderr, status } = lab("", ...args);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(1);
  });

  test("names the line of a case that is none", () => {
    const { stderr, status } = lab('{"id":"x","steps":[]}\n', "--on", "model");
    expect(stderr).toMatch(/^lab: standard input, line 1, steps: /);
    expect(status).toBe(1);
  });
});

test("a difference is drawn, and counted unless it is explained", () => {
  const one = caseSchema.parse({
    id: "x",
    steps: [{ send: { flags: "S", seq: { rel: "rcv_nxt", off: 1 } } }],
  });
  const { result } = answer(one, kernelNamed("linux-6.18"));
  expect(compare([one], [result], "linux-6.18").unexplained).toEqual([]);
  const silent = { ...result, steps: [{ ...result.steps[0], reaction: "silence", replies: [] }] };
  const [differing] = compare([one], [silent], "linux-6.18").unexplained;
  expect(differing?.drawn).toContain("|-- S seq rcv_nxt+1");
  expect(differing?.drawn).toContain("reaction silence, model SYN-ACK");
});

test("a difference counts when it is there each time the case is asked", async () => {
  const cases = generate(3, 1);
  const kernel = kernelNamed("linux-6.18");
  const right = (some: readonly Case[]) => some.map((each) => answer(each, kernel).result);
  const wrong = (some: readonly Case[]) =>
    right(some).map(({ steps, ...rest }) => ({
      ...rest,
      steps: steps.map(() => ({ reaction: "?" })),
    }));
  let asked = 0;
  const once = await compareWith(
    (some) => Promise.resolve(asked++ === 0 ? wrong(some) : right(some)),
    cases,
    "linux-6.18",
  );
  expect(once).toMatchObject({ unexplained: [], passing: 3 });
  const always = await compareWith((some) => Promise.resolve(wrong(some)), cases, "linux-6.18");
  expect(always.unexplained).toHaveLength(3);
  expect(always.passing).toBe(0);
});

describe("the times of a case", () => {
  const limited = caseSchema.parse({
    id: "x",
    sysctl: { tcp_invalid_ratelimit: "500" },
    steps: [{ wait_ms: 150 }, { wait_ms: 650 }],
  });
  const at = (from: number, to = from + 1) => ({ from, to });
  const told = (one: Case, ...steps: { from: number; to: number }[]) => unclear(one, at(0), steps);

  test("are clear away from a limit, however late", () => {
    expect(told(limited, at(150), at(580))).toBeNull();
    expect(told(limited, at(900), at(1500))).toBeNull();
  });

  test("are not near it, nor where a step took too long to tell", () => {
    expect(told(limited, at(150), at(655))).toMatch("500 ms");
    expect(told(limited, at(150), at(400, 700))).toMatch("500 ms");
  });
});
