import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sharedCell, sharedCode } from "../../components/cell/share.ts";
import { fromHash, toHash } from "../../components/instrument/link.ts";
import { newPage, type FakeStorage } from "./storage.ts";

/** As many hostile inputs as each thing that comes from outside is tried with. */
const MANY = { numRuns: 10_000 };

describe("an address from anywhere", () => {
  const setting = fc
    .tuple(
      fc.constantFrom("kernel", "seq", "ts", "after", "next", "loss", "closes", "__proto__", ""),
      fc.oneof(fc.string({ unit: "binary" }), fc.integer().map(String), fc.double().map(String)),
    )
    .map((parts) => parts.join("="));
  const hash = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(setting).map((all) => `#${all.join("&")}`),
    fc.webFragments().map((text) => `#${text}`),
  );

  test("leads the lab to a situation that can be written down, or to none", () => {
    fc.assert(
      fc.property(hash, (text) => {
        const read = fromHash(text);
        if (read) expect(fromHash(toHash(read.situation))?.wrong).toEqual([]);
      }),
      MANY,
    );
  });

  test("names a cell by an id, or none; its code is text of a bearable length, or none", async () => {
    const shared = fc.oneof(
      hash,
      fc.base64String({ maxLength: 200 }).map((text) => `#code/isn/${text}`),
    );
    await fc.assert(
      fc.asyncProperty(shared, async (text) => {
        expect(sharedCell(text) ?? "a").toMatch(/^[a-z0-9-]+$/);
        const code = await sharedCode(text);
        expect(code === null || code.length <= 20_000).toBe(true);
      }),
      MANY,
    );
  });
});

describe("what is found in storage", () => {
  let storage: FakeStorage;
  beforeEach(() => ({ storage } = newPage()));
  afterEach(() => vi.unstubAllGlobals());

  /** Anything, much of it with the names that our parts look for. */
  const { found } = fc.letrec<{ found: unknown }>((tie) => ({
    found: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie("found"), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(
          fc.constantFrom("v", "data", "chapters", "place", "ran", "last", "text", "past", "code"),
          fc.constantFrom("choice", "settled", "rate", "server-time-wait", "a/b", "__proto__"),
          fc.string(),
        ),
        tie("found"),
        { maxKeys: 5 },
      ),
    ),
  }));
  const kept = fc.oneof(
    fc.string({ unit: "binary" }),
    found.map((data) => JSON.stringify(data)),
    fc.tuple(fc.integer({ min: 0, max: 3 }), found).map(([v, data]) => JSON.stringify({ v, data })),
  );

  test.each([
    ["edits", async () => (await import("../../components/cell/edits.ts")).edits],
    ["exercises", async () => (await import("../../components/exercise/attempts.ts")).attempts],
    ["player", async () => (await import("../../components/player/habits.ts")).habits],
    [
      "predictions",
      async () => (await import("../../components/predict/predictions.ts")).predictions,
    ],
    ["progress", async () => (await import("../../components/progress/progress.ts")).progress],
  ])("is read as sound %s, or as none; and what was read is read again", async (name, load) => {
    const part = (await load()) as { read: () => unknown; write: (value: never) => void };
    fc.assert(
      fc.property(kept, (text) => {
        storage.kept.set(`wcf:${name}`, text);
        const read = part.read();
        storage.kept.clear();
        part.write(read as never);
        expect(part.read()).toEqual(read);
      }),
      MANY,
    );
  });
});
