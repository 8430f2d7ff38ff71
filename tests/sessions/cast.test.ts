import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCast, parseCast } from "../../src/sessions/cast.ts";

const HEADER = '{"version":3,"term":{"cols":80,"rows":24}}';

const events = fc
  .array(
    fc.record({
      at: fc.nat(60_000_000),
      code: fc.constantFrom("o", "i", "m", "x"),
      data: fc.string({ unit: "binary" }),
    }),
  )
  .map((some) => some.toSorted((a, b) => a.at - b.at));

test("a cast that was written is read back to the microsecond", () => {
  fc.assert(
    fc.property(events, (events) => {
      const cast = { cols: 48, rows: 9, timestamp: 1_700_000_000, title: "client", events };
      expect(parseCast(formatCast(cast), "client.cast")).toEqual(cast);
    }),
  );
});

test("comments and empty lines are passed over", () => {
  const cast = parseCast(`${HEADER}\n# a comment\n[1.5, "o", "hello"]\n\n`, "a.cast");
  expect(cast.events).toEqual([{ at: 1_500_000, code: "o", data: "hello" }]);
});

describe("a malformed cast is refused with file, line and reason", () => {
  test.each([
    ["", "line 1", "not JSON"],
    ["{}", "line 1", "not an asciicast v3 header"],
    ['{"version":2,"width":80,"height":24}', "line 1", "not an asciicast v3 header"],
    ["null", "line 1", "not an asciicast v3 header"],
    ['{"version":3,"term":{"cols":0,"rows":24}}', "line 1", "term.cols"],
    ['{"version":3}', "line 1", "term.cols"],
    [`${HEADER}\n[1, "o"`, "line 2", "not JSON"],
    [`${HEADER}\n{"o": 1}`, "line 2", "not [interval, code, data]"],
    [`${HEADER}\n[1, "o", "a"]\n[-1, "o", "b"]`, "line 3", "interval below 0"],
    [`${HEADER}\n["1", "o", "b"]`, "line 2", "interval below 0"],
    [`${HEADER}\n[1, "z", "b"]`, "line 2", 'unknown event code "z"'],
    [`${HEADER}\n[1, "o", 7]`, "line 2", "data is not a string"],
  ])("%j", (text, place, reason) => {
    const read = () => parseCast(text, "client.cast");
    expect(read).toThrow(`client.cast, ${place}: `);
    expect(read).toThrow(reason);
  });
});
