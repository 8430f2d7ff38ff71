import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newPage, type FakeStorage } from "./storage.ts";

let storage: FakeStorage;
let way: typeof import("../../components/progress/progress.ts");
let guesses: typeof import("../../components/predict/predictions.ts");
let tries: typeof import("../../components/exercise/attempts.ts");
let tally: (typeof import("../../components/progress/tally.ts"))["tally"];

beforeEach(async () => {
  ({ storage } = newPage());
  way = await import("../../components/progress/progress.ts");
  guesses = await import("../../components/predict/predictions.ts");
  tries = await import("../../components/exercise/attempts.ts");
  ({ tally } = await import("../../components/progress/tally.ts"));
});
afterEach(() => vi.unstubAllGlobals());

const GIVEN = { predictions: ["a", "b"], cells: ["x", "y", "z"], exercises: ["e"] };
const PLACE = { hash: "#signature", title: "And it signs the answer", lang: "en" };

describe("progress", () => {
  test("is told from what was read, predicted, run and solved; of what was not begun nothing is said", () => {
    expect(tally("one", GIVEN)).toBeNull();
    way.note("one", { place: PLACE });
    expect(tally("one", GIVEN)).toBeNull();
    guesses.predict("b", "this");
    way.note("one", { ran: ["x", "gone"] });
    tries.attempt("e", { code: "42" });
    expect(tally("one", GIVEN)).toEqual({
      read: false,
      predicted: [1, 2],
      ran: [1, 3],
      solved: [0, 1],
    });
    tries.attempt("e", { solved: true });
    way.note("one", { read: true });
    expect(tally("one", GIVEN)).toMatchObject({ read: true, solved: [1, 1] });
    expect(way.chapterOf(way.progress.read(), "one").place).toEqual(PLACE);
    expect(way.progress.read().last).toBe("one");
    expect(tries.attempts.read().e?.code).toBe("42");
  });

  test("lasts as long as the page where storage is blocked", () => {
    storage.trouble = "blocked";
    way.note("one", { read: true });
    guesses.predict("a", "this");
    guesses.settle("a");
    expect(tally("one", GIVEN)).toMatchObject({ read: true, predicted: [1, 2] });
    expect(guesses.predictions.read().a).toEqual({ choice: "this", settled: true });
  });

  test("keeps what is sound of what was damaged", () => {
    const data = {
      last: "two/../..",
      chapters: {
        one: { read: "yes", ran: ["x", 5, null], place: { ...PLACE, hash: "javascript:alert(1)" } },
        two: { read: true, ran: "x", place: PLACE },
        "<b>": { read: true, ran: [] },
        three: null,
      },
    };
    storage.kept.set("wcf:progress", JSON.stringify({ v: 1, data }));
    expect(way.progress.read()).toEqual({
      last: null,
      chapters: {
        one: { read: false, ran: ["x"], place: null },
        two: { read: true, ran: [], place: PLACE },
      },
    });
    const said = { a: { choice: "x" }, B: { choice: "x" }, c: { choice: 3 }, d: "x" };
    storage.kept.set("wcf:predictions", JSON.stringify({ v: 1, data: said }));
    expect(guesses.predictions.read()).toEqual({ a: { choice: "x", settled: false } });
    const tried = { a: { code: "x".repeat(60_000), solved: 1 }, b: { code: "y", solved: true } };
    storage.kept.set("wcf:exercises", JSON.stringify({ v: 1, data: tried }));
    expect(tries.attempts.read()).toEqual({
      a: { code: null, past: null, solved: false },
      b: { code: "y", past: null, solved: true },
    });
  });

  test("can be read whatever storage holds", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.anything().map((data) => JSON.stringify({ v: 1, data })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom("progress", "predictions", "exercises"),
        anything,
        (name, text) => {
          storage.kept.clear();
          storage.kept.set(`wcf:${name}`, text);
          expect(() => tally("one", GIVEN)).not.toThrow();
        },
      ),
    );
  });
});

describe("a prediction", () => {
  test("can be changed, and forgotten", () => {
    guesses.predict("a", "this");
    guesses.settle("a");
    guesses.predict("a", "that");
    expect(guesses.predictions.read()).toEqual({ a: { choice: "that", settled: true } });
    guesses.forget("a");
    expect(guesses.predictions.read()).toEqual({});
  });

  test("that was never made is not settled", () => {
    guesses.settle("a");
    expect(guesses.predictions.read()).toEqual({});
  });
});

test("a file of the reader's data is read as it was written, and no other file is", async () => {
  const { packed, unpacked } = await import("../../components/progress/desk.ts");
  const texts = { progress: '{"v":1}', "cells/isn": "x" };
  expect(unpacked(packed(texts))).toEqual(texts);
  for (const text of [
    "",
    "{}",
    "[]",
    "null",
    "hello",
    '{"who-closes-first":2,"data":{}}',
    '{"who-closes-first":1,"data":{"a":1}}',
    '{"who-closes-first":1,"data":[]}',
  ])
    expect(unpacked(text), text).toBeNull();
});
