import { describe, expect, test } from "vitest";
import { colour } from "../../components/player/colour.ts";
import { freshIn, seenSince, socketRows } from "../../components/player/sockets.ts";
import { secondsLeft } from "../../src/sessions/timer.ts";

const ENDS = { client: "127.0.0.1:59818", server: "127.0.0.1:8888" };

test.each([
  ["timewait,57sec,0", 57],
  ["timewait,1min,0", 60],
  ["timewait,1min5sec,0", 65],
  ["timewait,9.876ms,0", 9],
  ["timewait,876ms,0", 0],
  ["timewait,,0", null],
  ["on,200ms,0", null],
  [undefined, null],
])("%s leaves %s seconds", (timer, left) => expect(secondsLeft(timer)).toBe(left));

describe("role words", () => {
  test("are coloured where they stand alone", () => {
    expect(colour("TIME-WAIT 127.0.0.1:8888 59818 588880", ENDS)).toBe(
      '<span class="tw">TIME-WAIT</span> 127.0.0.1:<span class="s">8888</span> <span class="c">59818</span> 588880',
    );
  });
  test("and all else is escaped", () => {
    expect(colour("<b>&8888", ENDS)).toBe('&lt;b&gt;&amp;<span class="s">8888</span>');
  });
});

test("a row leads to when its socket was first seen in its state", () => {
  const one = { state: "ESTAB", local: "a:1", peer: "b:2", recvQ: 0, sendQ: 0 };
  const other = { ...one, state: "TIME-WAIT" };
  const tables = [[], [one], [one, other], [one]].map((sockets, at) => ({ at, took: 0, sockets }));
  expect(seenSince(tables, 3, one)).toBe(1);
  expect(seenSince(tables, 2, other)).toBe(2);
  const [, before, table, last] = tables;
  if (!table) throw new Error("no table");
  expect(Array.from(freshIn(table, before))).toEqual([other]);
  expect(freshIn(table, undefined).size).toBe(0);
  expect(socketRows(last, ENDS, "none", table, () => 7)).toContain('data-seek="7"');
  expect(socketRows(last, ENDS, "none", table)).not.toContain("button");
});

test("a table without sockets says so", () => {
  expect(socketRows({ at: 0, took: 0, sockets: [] }, ENDS, "none")).toContain("none");
});
