import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { essence, fromHash, toHash } from "../../../components/instrument/link.ts";
import { play } from "../../../components/instrument/play.ts";
import {
  BEGINNING,
  FLAGS,
  RULES,
  type Situation,
} from "../../../components/instrument/situation.ts";
import { verdictOf } from "../../../components/instrument/verdict.ts";

const offset = fc.integer({ min: -(2 ** 31), max: 2 ** 31 });
const thousandths = (max: number) => fc.integer({ min: 0, max: max * 1000 }).map((n) => n / 1000);

/** Anything that can be chosen on the page. */
const anySituation: fc.Arbitrary<Situation> = fc.record({
  rules: fc.constantFrom(...RULES),
  closes: fc.constantFrom("server", "client", "both"),
  by: fc.constantFrom("fin", "rst"),
  other: fc.constantFrom("closes", "stays"),
  timestamps: fc.boolean(),
  lived: fc.integer({ min: 0, max: 1e9 }),
  sent: fc.integer({ min: 0, max: 1e9 }),
  next: fc.constantFrom("segment", "connect", "nothing"),
  after: thousandths(200_000),
  flags: fc.constantFrom(...FLAGS),
  seq: offset,
  tsval: fc.option(offset),
  length: fc.integer({ min: 0, max: 1448 }),
  behind: fc.boolean(),
  listens: fc.boolean(),
  port: fc.constantFrom("bound", "chosen"),
  reuseaddr: fc.boolean(),
  who: fc.constantFrom("same", "another"),
  rfc1337: fc.boolean(),
  reuse: fc.constantFrom(0, 1, 2),
  delay: fc.integer({ min: 0, max: 60_000 }),
  loopback: fc.boolean(),
  latency: thousandths(1000),
  loss: fc.integer({ min: 0, max: 100 }),
  duplicates: fc.integer({ min: 0, max: 100 }),
  seed: fc.integer({ min: 0, max: 999_999 }),
  loses: fc.constantFrom("nothing", "last-ack"),
});

describe("a link", () => {
  test("says what the reader sees, and is read back as that", () => {
    expect(toHash(BEGINNING)).toBe(
      "kernel=6.18&closes=server&timestamps=1&next=segment&after=2000&seq=+1000&ts=-1&rfc1337=0",
    );
    expect(fromHash(`#${toHash(BEGINNING)}`)).toEqual({ situation: BEGINNING, wrong: [] });
    expect(fromHash("#seq=+1000&ts=-1&kernel=6.18&rfc1337=0")?.situation).toEqual(BEGINNING);
  });

  test("brings back whatever counts in any situation", () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const read = fromHash(toHash(situation));
        expect(read?.wrong).toEqual([]);
        expect(read?.situation).toEqual(essence(situation));
      }),
    );
  });

  test("with what cannot be understood names it, and leaves it as at the beginning", () => {
    const read = (hash: string) => fromHash(hash);
    expect(read("#seq=1e9&ts=+5")).toEqual({
      situation: { ...BEGINNING, tsval: 5 },
      wrong: ["seq"],
    });
    for (const hash of [
      "seq=99999999999",
      "seq=0x10",
      "seq=NaN",
      "seq=1.5",
      "seq=",
      "after=-1",
      "after=Infinity",
      "kernel=__proto__",
      "kernel=2.6",
      "loss=101",
      "seq=%",
      "seq=<script>alert(1)</script>",
    ])
      expect(read(`#${hash}`), hash).toEqual({
        situation: BEGINNING,
        wrong: [hash.slice(0, hash.indexOf("="))],
      });
    expect(read("#constructor=1&__proto__=2&nothing=3")?.situation).toEqual(BEGINNING);
  });

  test("is none where it names no setting", () => {
    for (const hash of ["", "#", "#grid", "#s/nat/refused", `#seq=${"1".repeat(2000)}`])
      expect(fromHash(hash)).toBeNull();
  });

  test("from anywhere leads to a situation that can be played, and told in both languages", () => {
    const pair = fc
      .tuple(
        fc.constantFrom(
          "kernel",
          "seq",
          "ts",
          "after",
          "lived",
          "sent",
          "loss",
          "seed",
          "closes",
          "next",
        ),
        fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)),
      )
      .map((parts) => parts.join("="));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pair).map((all) => all.join("&")),
        ),
        (hash) => {
          const read = fromHash(hash);
          if (!read) return;
          const played = play(read.situation);
          expect(verdictOf(read.situation, played, "en").headline).not.toBe("");
        },
      ),
      { numRuns: 200 },
    );
  });
});

test("hosts that answer each other's answers come to an end, and are told of", () => {
  const situation: Situation = {
    ...BEGINNING,
    rules: "3.10",
    closes: "client",
    next: "nothing",
    after: 170_904.879,
    lived: 726_756_109,
    sent: 513_857_511,
    latency: 599.001,
    loss: 3,
    duplicates: 94,
    seed: 15,
    loses: "last-ack",
  };
  const played = play(situation);
  expect(played.network.sent).toBeGreaterThan(1000);
  expect(verdictOf(situation, played, "en").sentences.join(" ")).toContain("a storm");
});

test("every situation can be played, soon, and ends in words", () => {
  fc.assert(
    fc.property(anySituation, (situation) => {
      const played = play(situation);
      for (const lang of ["en", "zh-cn"] as const) {
        const { headline, sentences } = verdictOf(situation, played, lang);
        for (const text of [headline, ...sentences]) {
          expect(text).not.toBe("");
          expect(text).not.toMatch(/undefined|NaN|null/);
        }
      }
      expect(played.network.packets.length).toBeLessThan(5000);
    }),
    { numRuns: 300 },
  );
});
