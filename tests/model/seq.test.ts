import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, after, before, diff } from "time-wait";

const seq = fc.nat({ max: 0xffff_ffff });
const HALF = 2 ** 31;

describe("32-bit sequence numbers", () => {
  test("stay in [0, 2^32) whatever is added", () => {
    fc.assert(
      fc.property(seq, fc.integer(), (a, n) => {
        const sum = add(a, n);
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(sum).toBeLessThan(2 ** 32);
      }),
    );
  });

  test("a distance added to a number leads back to it", () => {
    fc.assert(fc.property(seq, seq, (a, b) => add(b, diff(a, b)) === a));
  });

  test("less than half the space ahead is after, less than half behind is before", () => {
    fc.assert(
      fc.property(seq, fc.integer({ min: 1, max: HALF - 1 }), (a, n) => {
        expect(after(add(a, n), a)).toBe(true);
        expect(before(add(a, n), a)).toBe(false);
        expect(before(add(a, -n), a)).toBe(true);
        expect(after(add(a, -n), a)).toBe(false);
      }),
    );
  });

  test("a number is neither before nor after itself", () => {
    fc.assert(fc.property(seq, (a) => !before(a, a) && !after(a, a)));
  });

  test("numbers exactly half the space apart are each before and after the other", () => {
    fc.assert(
      fc.property(seq, (a) => {
        const opposite = add(a, HALF);
        expect([before(a, opposite), after(a, opposite)]).toEqual([true, true]);
        expect([before(opposite, a), after(opposite, a)]).toEqual([true, true]);
      }),
    );
  });
});
