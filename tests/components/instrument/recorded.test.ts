import { expect, test } from "vitest";
import { play } from "../../../components/instrument/play.ts";
import {
  answerOn,
  keyOf,
  modelAnswer,
  recordedCase,
  type Answer,
} from "../../../components/instrument/recorded.ts";
import { shelf } from "../../../components/instrument/shelf.ts";
import { BEGINNING, type Situation } from "../../../components/instrument/situation.ts";
import { recorded } from "../../../src/oracle/recorded.ts";

const { kernels, cases, answers } = shelf();
const all = { kernels, cases, answers };

/** A situation of each kind that has a key: every recorded case must be reached from one. */
function* situations(): Generator<Situation> {
  for (const one of recorded().cases.values()) {
    const [step] = one.steps;
    const common = {
      ...BEGINNING,
      timestamps: one.ts,
      after: step?.wait_ms ?? 200,
      rfc1337: one.sysctl["tcp_rfc1337"] === "1",
      other: one.state === "FIN_WAIT2" ? ("stays" as const) : ("closes" as const),
    };
    if (step?.send)
      yield {
        ...common,
        closes: one.state === "CLOSING_TW" ? "both" : "server",
        listens: one.listen === "open",
        flags: step.send.flags as Situation["flags"],
        length: step.send.len,
        seq: step.send.seq.off,
        tsval: step.send.tsval?.off ?? null,
      };
    else if (step?.connect)
      yield {
        ...common,
        closes: "client",
        next: "connect",
        reuseaddr: step.connect.reuseaddr,
        reuse: Number(one.sysctl["tcp_tw_reuse"] ?? 2) as 0 | 1 | 2,
      };
  }
}

test("what the page shows as the model's is what every kernel answered, in every recorded case it can ask", () => {
  const reached = new Set<string>();
  const differing: string[] = [];
  for (const situation of situations()) {
    const asked = recordedCase(all, situation);
    if (!asked) continue;
    reached.add(keyOf(situation) ?? "");
    for (const kernel of kernels) {
      const rules = kernel.replace("linux-", "") as Situation["rules"];
      const on = { ...situation, rules };
      const [measured, modelled] = [answerOn(all, asked, kernel), modelAnswer(on, play(on))];
      if (JSON.stringify(measured) !== JSON.stringify(modelled))
        differing.push(`${asked[0]} on ${kernel}: ${text(measured)}, model ${text(modelled)}`);
    }
  }
  expect(differing).toEqual([]);
  expect([...reached].sort()).toEqual(Object.keys(cases).sort());
  expect(reached.size).toBeGreaterThan(900);
});

const text = (answer: Answer | null) => JSON.stringify(answer);

test("what no case was asked about has no key", () => {
  const without: Partial<Situation>[] = [
    { rules: "rfc6191" },
    { by: "rst" },
    { loss: 1 },
    { duplicates: 1 },
    { loses: "last-ack" },
    { after: 60_000 },
    { behind: true },
    { closes: "client" },
    { next: "nothing" },
    { next: "connect" },
    { next: "connect", closes: "client", port: "chosen" },
  ];
  for (const change of without)
    expect(keyOf({ ...BEGINNING, ...change }), JSON.stringify(change)).toBeNull();
  expect(recordedCase(all, { ...BEGINNING, seq: 12_345 })).toBeNull();
});

test("of several cases, the one asked after the most similar time is shown", () => {
  const asked = (after: number) => recordedCase(all, { ...BEGINNING, after })?.[0];
  expect(asked(100)).toBe("tw/ts/SYN/seq+1000/tsval-less");
  expect(asked(2000)).toBe("story/paws-rejected-syn-restarts-timer");
});
