import fc from "fast-check";
import { expect, test } from "vitest";
import {
  LONGEST,
  played,
  readSilences,
  recorded,
  silencesBetween,
  writeSilences,
} from "../../components/player/silence.ts";

const DURATION = 60_000_000;
const happenings = fc.array(fc.nat(DURATION), { maxLength: 20 });

test("only what is longer than the longest silence is one", () => {
  expect(silencesBetween([1_000_000, 2_000_000], 3_000_000)).toEqual([]);
  expect(silencesBetween([5_000_000, 1_000_000], 6_000_000)).toEqual([
    { from: 1_000_000, to: 5_000_000 },
  ]);
});

test("played and recorded time are each other's inverse, and neither goes back", () => {
  fc.assert(
    fc.property(happenings, fc.nat(DURATION), fc.nat(DURATION), (times, one, other) => {
      const silences = silencesBetween(times, DURATION);
      expect(recorded(played(one, silences), silences)).toBeCloseTo(one, 1);
      const [a, b] = [Math.min(one, other), Math.max(one, other)];
      expect(played(a, silences)).toBeLessThanOrEqual(played(b, silences) + 1e-6);
    }),
  );
});

test("no two happenings are further apart than the longest silence", () => {
  fc.assert(
    fc.property(happenings, (times) => {
      const silences = silencesBetween(times, DURATION);
      const at = [0, ...times.toSorted((a, b) => a - b), DURATION].map((t) => played(t, silences));
      for (const [index, time] of at.slice(1).entries())
        expect(time - (at[index] ?? 0)).toBeLessThanOrEqual(LONGEST + 1e-3);
    }),
  );
});

test("silences are read back as they were written", () => {
  fc.assert(
    fc.property(happenings, (times) => {
      const silences = silencesBetween(times, DURATION);
      expect(readSilences(writeSilences(silences))).toEqual(silences);
    }),
  );
});
