import { expect, test } from "vitest";
import { beside } from "../../src/lab/beside.ts";
import { judge, readClaims, type Claim } from "../../src/lab/claims.ts";
import { apart, compare } from "../../src/lab/compare.ts";
import { differences, differencesAfter } from "../../src/lab/difference.ts";
import { experimentNamed } from "../../src/lab/experiments/index.ts";
import { markdown } from "../../src/lab/report.ts";
import { outcomeOf, type Outcome } from "../../src/lab/result.ts";
import { Refuted, Sentence, Stopped } from "../../src/lab/sentence.ts";
import { session } from "../../src/sessions/library.ts";

const NAME = "server-time-wait";
const experiment = experimentNamed(NAME);
const recorded = outcomeOf(session(NAME, "linux-6.18").file);
const { kernel } = recorded;

/** The recording as it would be on a kernel that chooses a fresh ISN. */
const fresh: Outcome = {
  ...recorded,
  release: "6.9.1",
  finding: "ISN fresh",
  checks: recorded.checks.map((check) =>
    check.id === "isn-continued" ? { id: "isn-fresh", title: "It is fresh" } : check,
  ),
};

test.each([
  ["linux-6.1", "linux-6.1"],
  ["linux-6.11", "linux-6.1"],
  ["linux-6.2", "linux-6.1"],
  ["linux-7.0", "linux-6.12"],
  ["linux-4.19", "linux-5.10"],
])("%s is set beside %s", (running, kernel) => {
  expect(beside(running, ["linux-6.12", "linux-5.10", "linux-6.1"])?.kernel).toBe(kernel);
});

test("nothing stands beside what was never recorded", () => {
  expect(beside("linux-6.1", [])).toBeNull();
});

test("a check that is made in another's place differs, and so does what was found", () => {
  const differing = differences(recorded, fresh).filter(({ verdict }) => verdict !== "same");
  expect(differing).toMatchObject([
    { id: "isn-continued", verdict: "differs", got: "It is fresh" },
    { id: "finding", expected: recorded.finding, got: "ISN fresh" },
  ]);
});

test("checks that were not recorded, and recorded ones that are not made, differ", () => {
  const [first, ...rest] = recorded.checks;
  const less = differences(recorded, { ...recorded, checks: rest });
  expect(less[0]).toMatchObject({ id: first?.id, verdict: "differs", got: null });
  const more = differences({ ...recorded, checks: rest }, recorded);
  expect(more.find(({ verdict }) => verdict === "differs")).toMatchObject({ got: first?.title });
});

test("what a refuted check says is read again from the sentence around it", () => {
  const { message } = new Refuted("isn-fresh", "It is (quite) fresh", "the distance is 3");
  expect(Refuted.in(`${NAME}, after gone: ${message}`)).toEqual({
    check: "isn-fresh",
    found: "the distance is 3",
  });
  expect(Refuted.in("waited 20 s in vain for a SYN")).toBeNull();
});

test("before a check that fails all held, after it nothing was reached", async () => {
  const { message } = new Refuted("isn-continued", "ISN", "the distance is 3");
  const found = await compare(experiment, kernel, () => Promise.reject(new Sentence(message)));
  expect(found.ended).toBe(message);
  const verdicts = Object.fromEntries(found.lines.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toMatchObject({
    listening: "same",
    "isn-continued": "differs",
    "not-counted": "not reached",
    finding: "not reached",
  });
  expect(differencesAfter(recorded, "no clue").map(({ verdict }) => verdict)).not.toContain("same");
});

test("whoever stops the lab stops the comparison; a fault is no difference", async () => {
  const stop = new Stopped("stopped");
  await expect(compare(experiment, kernel, () => Promise.reject(stop))).rejects.toBe(stop);
  const fault = new TypeError("undefined is not a function");
  await expect(compare(experiment, kernel, () => Promise.reject(fault))).rejects.toBe(fault);
});

test("a difference no recording shows is told with what else was different", async () => {
  const { lines } = await compare(experiment, "linux-6.18", () =>
    Promise.resolve({ ...fresh, finding: "ISN = 0", tools: { ...fresh.tools, ncat: "Ncat 9" } }),
  );
  const why = lines.find(({ id }) => id === "finding")?.why;
  expect(why).toContain("no recording shows this");
  expect(why).toContain(`Linux ${recorded.release} there, 6.9.1 here`);
  expect(why).toContain("Ncat 9 here");
});

const claims = readClaims("content/claims");
const claim = claims.find(({ id }) => id === "reopen-isn-65537") as Claim;

test("a claim differs with any of its checks, and is not reached where one was not", async () => {
  const same = await compare(experiment, kernel, () => Promise.resolve(recorded));
  const other = await compare(experiment, kernel, () => Promise.resolve(fresh));
  expect(judge(claim, [same])?.verdict).toBe("same");
  expect(judge(claim, [other])).toMatchObject({ verdict: "differs" });
  expect(judge(claim, [other])?.because[0]).toContain("got It is fresh");
  expect(judge(claim, [apart(NAME, "not played: no tcpdump")])?.verdict).toBe("not reached");
  expect(judge(claim, [])).toBeNull();
});

test("beside a kernel that does not show a claim, it is the same when it is not shown here", () => {
  const played = (found: Outcome) => [
    {
      ...apart(NAME, "beside Linux 6.1"),
      lines: differences(fresh, found).map((line) => ({ ...line, why: null })),
    },
  ];
  expect(judge(claim, played(fresh))?.verdict).toBe("same");
  expect(judge(claim, played(recorded))).toMatchObject({
    verdict: "differs",
    because: [`${NAME}: shown here, not there: isn-continued`],
  });
});

test("the report names every claim and check, and keeps its tables whole", async () => {
  const broken = { ...fresh, finding: "a | b\nc" };
  const comparison = await compare(experiment, kernel, () => Promise.resolve(broken));
  const text = markdown("6.9.1", [comparison], [judge(claim, [comparison]) as never]);
  expect(text).toContain("| `reopen-isn-65537` |");
  expect(text).toContain("a \\| b<br>c");
  for (const { title } of recorded.checks) expect(text).toContain(title);
});
