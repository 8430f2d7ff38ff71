import { describe, expect, test } from "vitest";
import { drawExhaustion, growth } from "../../components/diagram/exhaustion.ts";
import {
  answerTo,
  drawProcedure,
  OUTCOMES,
  QUESTIONS,
} from "../../components/diagram/procedure.ts";
import { drawStates, STEPS } from "../../components/diagram/states.ts";
import { diagramWords } from "../../components/diagram/words.ts";
import { kernelNamed, type Branch } from "../../src/model/index.ts";
import { answer } from "../../src/oracle/on-model.ts";
import { recorded } from "../../src/oracle/recorded.ts";

const described = { id: "x", title: "T", description: "D" };

/** The outcome that the questions lead to. */
function ends(branches: readonly Branch[]): string {
  let at = "syn";
  for (const question of QUESTIONS) {
    if (question.id !== at) continue;
    at = answerTo(question, branches) ? question.yes : question.no;
  }
  return at;
}

describe("the procedure", () => {
  const { cases, answers } = recorded();
  const syns = [...cases].filter(([id]) => /^tw(-nolistener)?\/(no)?ts\/SYN\//.test(id));

  test("ends as each recorded SYN did, and draws that end", () => {
    expect(syns.length).toBeGreaterThan(150);
    for (const [id, one] of syns) {
      const branches = answer(one, kernelNamed("linux-6.18")).last;
      const end = ends(branches);
      const reaction = answers.get("linux-6.18")?.get(id)?.steps.at(-1)?.reaction;
      expect([id, end === "reopened" ? "SYN-ACK" : "ACK"]).toEqual([id, reaction]);
      const { yes, no } = diagramWords.en;
      const drawn = drawProcedure(described, "en", { yes, no }, branches);
      expect(drawn.match(/<rect class="end on"/g)).toHaveLength(1);
      const words = OUTCOMES[end as keyof typeof OUTCOMES].en.split("\n")[0];
      expect(drawn).toMatch(new RegExp(`<text class="end on"[^>]*><tspan[^>]*>${words}<`));
    }
  });

  test("an older timestamp starts the sixty seconds again, and only that", () => {
    for (const [id, one] of syns) {
      const end = ends(answer(one, kernelNamed("linux-6.18")).last);
      const restarted = answers.get("linux-6.18")?.get(id)?.steps.at(-1)?.timer_restarted ?? false;
      expect([id, end === "vetoed"]).toEqual([id, restarted]);
    }
  });

  test("without a segment nothing is lit", () =>
    expect(drawProcedure(described, "zh-cn", { yes: "是", no: "否" }, null)).not.toContain(" on"));
});

describe("the state diagram", () => {
  test("draws the way of a path heavier, and no other", () => {
    const drawn = drawStates(described, "en", ["ESTABLISHED", "FIN_WAIT1", "CLOSING", "TIME_WAIT"]);
    expect(drawn.match(/class="edge on"/g)).toHaveLength(3);
    expect(drawStates(described, "en")).not.toContain('"edge on"');
  });

  test("both roads lead to TIME_WAIT, and it is left in two ways", () => {
    const names = (steps: typeof STEPS, end: "from" | "to") => steps.map((step) => step[end]);
    expect(
      names(
        STEPS.filter(({ to }) => to === "TIME_WAIT"),
        "from",
      ),
    ).toEqual(["FIN_WAIT2", "CLOSING"]);
    expect(
      names(
        STEPS.filter(({ from }) => from === "TIME_WAIT"),
        "to",
      ),
    ).toEqual(["CLOSED", "SYN_RECV"]);
  });
});

describe("the curve of ports", () => {
  const client = growth({ first: "client", reuse: 1, perSecond: [10, 10, 10] });
  const server = growth({ first: "server", reuse: 0, perSecond: [100, 109, 116] });

  test("adds up what each second brought", () => {
    expect(client.totals).toEqual([10, 20, 30]);
    expect(server.totals).toEqual([100, 209, 325]);
  });

  test("draws more connections higher, and no two names on each other", () => {
    const still = growth({ first: "client", reuse: 0, perSecond: [10, 0, 0] });
    const drawn = drawExhaustion(described, "en", [still, client, server]);
    const heights = Array.from(drawn.matchAll(/<path class="curve [^"]*" d="([^"]*)"/g), ([, d]) =>
      Number(d?.split(" ").at(-1)),
    );
    expect(heights).toHaveLength(3);
    expect(heights).toEqual(heights.toSorted((one, other) => one - other)); // the most first
    const names = Array.from(
      drawn.matchAll(/<text class="of [^"]*" x="\d+" y="([\d.]+)"/g),
      ([, y]) => Number(y),
    );
    for (const [at, y] of names.entries())
      if (at > 0) expect(y - (names[at - 1] ?? 0)).toBeGreaterThanOrEqual(14);
    expect(drawn).toContain("325 server first");
    expect(drawn).toContain("10 client first, tcp_tw_reuse=0");
  });
});
