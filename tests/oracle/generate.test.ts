import { describe, expect, test } from "vitest";
import { kernelNamed } from "../../src/model/index.ts";
import { caseSchema } from "../../src/oracle/case.ts";
import { generate } from "../../src/oracle/generate.ts";
import { answer } from "../../src/oracle/on-model.ts";
import { Tally } from "../../src/oracle/tally.ts";
import { conditionsOfModel } from "../../src/lab/oracle/diff.ts";

describe("made-up cases", () => {
  const cases = generate(20_000, 1);

  test("are the same for the same seed, and others for another", () => {
    expect(generate(50, 7)).toEqual(generate(50, 7));
    expect(generate(50, 7)).not.toEqual(generate(50, 8));
  });

  test("are cases, each with an id of its own", () => {
    expect(cases.map((one) => caseSchema.parse(one))).toEqual(cases);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  test("hold every combination of flags, half the space and the wrap", () => {
    const sends = cases.flatMap(({ steps }) => steps.flatMap(({ send }) => send ?? []));
    expect(new Set(sends.map(({ flags }) => Array.from(flags).sort().join(""))).size).toBe(64);
    const offsets = new Set(sends.map(({ seq }) => seq.off));
    for (const edge of [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)]) expect(offsets).toContain(edge);
    expect(new Set(cases.map(({ isn }) => isn))).toContain(2 ** 32 - 1);
  });

  test("keep away from the half second of the limit on ACKs and the second of tw_reuse", () => {
    for (const { sysctl, steps } of cases) {
      const waits = steps.flatMap(({ wait_ms, connect }) =>
        wait_ms !== undefined && (sysctl["tcp_invalid_ratelimit"] || connect) ? [wait_ms] : [],
      );
      for (const [index, wait] of waits.entries())
        for (const earlier of [0, ...waits.slice(0, index)]) {
          if (sysctl["tcp_invalid_ratelimit"] && earlier > 0)
            expect(Math.abs(wait - earlier - 500)).toBeGreaterThanOrEqual(100);
          expect(wait < 800 || wait > 1050 || sysctl["tcp_invalid_ratelimit"]).toBeTruthy();
        }
    }
  });

  test.each(["linux-5.10", "linux-6.1", "linux-6.12", "linux-6.18", "linux-7.3"])(
    "reach every verdict and every branch of the model of %s 200 times in 20,000",
    (name) => {
      const kernel = kernelNamed(name);
      const tally = new Tally();
      for (const one of cases) {
        const { result, branches } = answer(one, kernel);
        tally.add(result, branches);
      }
      expect(tally.below(200, conditionsOfModel(), kernel)).toEqual([]);
    },
  );
});
