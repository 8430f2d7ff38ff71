import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { evidenceOf, heldOn } from "../../components/claim/evidence.ts";
import { claimSchema, type ClaimData } from "../../components/claim/schema.ts";
import { listedInChapter, usesOfClaims } from "../../components/claim/uses.ts";
import { measuredOn } from "../../src/sessions/measurement.ts";

const claims = globSync("content/claims/*.yaml").map((file): [string, ClaimData] => [
  basename(file, ".yaml"),
  claimSchema.parse(parse(readFileSync(file, "utf8"))),
]);
const uses = usesOfClaims();

test.each(claims)("%s is shown by its evidence, and its chapter lists it", (id, data) => {
  const proofs = evidenceOf(id, data);
  expect(proofs).toHaveLength(data.evidence.length);
  expect(heldOn(data.evidence, proofs).fully.length).toBeGreaterThan(0);
  listedInChapter(id, data.chapter, uses);
});

/** A claim of the given evidence, of which nothing else matters. */
const claim = (...evidence: unknown[]): ClaimData =>
  claimSchema.parse({
    says: { en: "It is so.", "zh-cn": "如此。" },
    refuted: { en: "It is not.", "zh-cn": "并非如此。" },
    chapter: "server-time-wait",
    evidence,
  });
const held = (data: ClaimData) => heldOn(data.evidence, evidenceOf("x", data));

describe("kernels are computed from the recordings", () => {
  const reopened = { session: "server-time-wait", step: "reopened" };

  test("a session's: those that made the checks, and those that did not", () => {
    expect(held(claim({ ...reopened, checks: ["isn-continued"] }))).toEqual({
      fully: ["linux-6.12", "linux-6.18", "linux-7.3"],
      inPart: [],
      not: ["linux-5.10", "linux-6.1"],
    });
  });

  test("those that are named, where they are named", () => {
    const old = { ...reopened, checks: ["isn-fresh"], kernel: ["linux-5.10", "linux-6.1"] };
    const [proof] = evidenceOf("x", claim(old));
    expect(proof).toMatchObject({ kernel: "linux-6.1" });
    expect(proof && "path" in proof && proof.path).toContain("/server-time-wait/6.1/#s/");
    expect(held(claim(old)).fully).toEqual(["linux-5.10", "linux-6.1"]);
  });

  test("in part, where the rest was not recorded", () => {
    const both = claim(
      { ...reopened, checks: ["answered-by-syn-ack"] },
      { session: "refused-syn", step: "refused", checks: ["refused-by-ack"] },
    );
    expect(held(both)).toMatchObject({ fully: ["linux-6.18"], not: [] });
    expect(held(both).inPart).toContain("linux-7.3");
  });

  test("an oracle's: those that answered every case so", () => {
    const oracle = ["tw/ts/SYN/seq+1/tsval-*er", "tw/nots/SYN/seq+1/tsval-none"];
    const syn = claim({ oracle, verdict: "SYN-ACK", after: "SYN_RECV", isn: "continued" });
    expect(evidenceOf("x", syn)[0]).toMatchObject({ cases: { length: 2 } });
    expect(held(syn)).toMatchObject({ not: ["linux-5.10", "linux-6.1"] });
  });

  test("a measurement's, and source is read, not run", () => {
    const source = {
      release: "3.10",
      file: "net/ipv4/tcp_minisocks.c",
      function: "tcp_timewait_state_process()",
      says: { en: "The same.", "zh-cn": "相同。" },
    };
    const measured = { measurement: "cost", checks: ["small"] };
    expect(held(claim(measured, { source })).fully).toEqual(measuredOn("cost"));
    expect(() => claim({ source })).toThrow("add a recording");
  });
});

describe("a claim is no claim", () => {
  test.each([
    [
      "whose session has no such check",
      { session: "server-time-wait", step: "reopened", checks: ["isn-zero"] },
      'x.yaml: the session server-time-wait on linux-6.18 has no check "isn-zero".',
    ],
    [
      "whose session has no such step",
      { session: "server-time-wait", step: "never", checks: ["isn-continued"] },
      'has no step "never"',
    ],
    [
      "whose session was never recorded",
      { session: "no-such-thing", step: "reopened", checks: ["isn-continued"] },
      'no session "no-such-thing" was recorded',
    ],
    [
      "which a kernel that it names does not show",
      {
        session: "server-time-wait",
        step: "reopened",
        checks: ["isn-continued"],
        kernel: "linux-6.1",
      },
      'on linux-6.1 has no check "isn-continued"',
    ],
    [
      "whose measurement has no such check",
      { measurement: "cost", checks: ["free"] },
      'the measurement cost on linux-6.18 has no check "free"',
    ],
    [
      "whose cases were answered otherwise",
      { oracle: ["tw/ts/SYN/seq+1/tsval-*"], verdict: "SYN-ACK" },
      "shows something else: ACK",
    ],
    ["whose cases nobody asked", { oracle: ["tw/*/PING"], verdict: "ACK" }, "no recorded case"],
  ])("%s", (_, evidence, message) =>
    expect(() => evidenceOf("x", claim(evidence))).toThrow(message),
  );

  test("that its chapter does not list", () =>
    expect(() => listedInChapter("x", "server-time-wait", uses)).toThrow(
      'put <Claim id="x" /> into content/chapters/*-server-time-wait/en.mdx',
    ));

  test("whose test is not there", () =>
    expect(() =>
      evidenceOf("x", { ...claim({ measurement: "cost", checks: ["small"] }), tests: ["t.ts"] }),
    ).toThrow("there is no test t.ts"));
});
