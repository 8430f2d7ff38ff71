import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCast } from "../../src/sessions/cast-reader.ts";
import { finish, formatCast, parseCast } from "../../src/sessions/cast.ts";
import { jsonFault } from "../../src/sessions/json-fault.ts";

const HEADER = '{"version":3,"term":{"cols":80,"rows":24}}';

const events = fc
  .array(
    fc.record({
      at: fc.nat(60_000_000),
      code: fc.constantFrom("o", "i", "m", "x" as const),
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

test("a cast of v2 has times from the start, which never go back", () => {
  const text =
    '{"version":2,"width":80,"height":24}\n[1.5,"o","a"]\n[1.25,"o","b"]\r\n[2,"r","9x4"]';
  const { version, cols, rows, events } = finish(readCast(text, "a.cast", false));
  expect([version, cols, rows]).toEqual([2, 80, 24]);
  expect(events.map(({ at }) => at)).toEqual([1_500_000, 1_500_000, 2_000_000]);
});

test("an event of a kind to come is passed over, but not in a cast of ours", () => {
  const text = `${HEADER}\n[1, "z", "b"]\n[1, "o", "c"]`;
  expect(finish(readCast(text, "a.cast", false)).events).toEqual([
    { at: 2_000_000, code: "o", data: "c" },
  ]);
});

describe("a malformed cast is refused with file, line, column and reason", () => {
  test.each([
    ["", "line 1, column 1", "not JSON"],
    ["{}", "line 1, column 1", "not an asciicast v2 or v3 header"],
    ['{"version":1,"width":80,"height":24}', "line 1, column 1", "not an asciicast v2 or v3"],
    ['{"version":2,"width":80,"height":24}', "line 1, column 1", "not an asciicast v3 header"],
    ["null", "line 1, column 1", "not an asciicast v2 or v3 header"],
    ['{"version":3,"term":{"cols":0,"rows":24}}', "line 1, column 14", "term.cols"],
    ['{"version":2,"width":80}', "line 1, column 14", "width and height"],
    ['{"version":3,"term":{"cols":80,"rows":1e9}}', "line 1, column 14", "term.cols"],
    ['{"version":3}', "line 1, column 1", "term.cols"],
    [`${HEADER}\n[1, "o"`, "line 2, column 8", "not JSON"],
    [`${HEADER}\n[1, 'o', "a"]`, "line 2, column 5", "not JSON"],
    [`${HEADER}\n{"o": 1}`, "line 2, column 1", "not [interval, code, data]"],
    [`${HEADER}\n[1, "o", "a"]\n[-1, "o", "b"]`, "line 3, column 2", "interval below 0"],
    [`${HEADER}\n["1", "o", "b"]`, "line 2, column 2", "interval below 0"],
    [`${HEADER}\n[1, "z", "b"]`, "line 2, column 5", 'unknown event code "z"'],
    [`${HEADER}\n[1, 2, "b"]`, "line 2, column 5", "the event code is not a string"],
    [`${HEADER}\n[1, "o", 7]`, "line 2, column 10", "data is not a string"],
    [`${HEADER}\n[1, "r", "80"]`, "line 2, column 10", 'not a size such as "80x24"'],
  ])("%j", (text, place, reason) => {
    const read = () => parseCast(text, "client.cast");
    expect(read).toThrow(`client.cast, ${place}: `);
    expect(read).toThrow(reason);
  });
});

test("a text is found to be at fault when, and only when, it is not JSON", () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", "]", ",", '"', "\\", "0", "\n", "{"))
    .map(([json, at, put]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + put + json.slice(place + 1);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged), (text) => {
      let json = true;
      try {
        JSON.parse(text);
      } catch {
        json = false;
      }
      expect(jsonFault(text) === null).toBe(json);
    }),
  );
});
