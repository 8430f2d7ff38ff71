import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, kernelNamed, pawsReject } from "time-wait";

const old = kernelNamed("linux-6.1");
const recent = kernelNamed("linux-6.18");
const DAYS_24 = 24 * 24 * 60 * 60;
const ask = { tsRecent: 1000, tsval: 999, idle: 0, rst: false };

describe("PAWS", () => {
  test("lets equal and newer timestamps pass, also across the wrap", () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 2 ** 31 }), (tsRecent, n) => {
        const tsval = add(tsRecent, n);
        expect(pawsReject({ ...ask, tsRecent, tsval }, recent)).toBe(false);
      }),
    );
  });

  test("rejects older ones", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 0xffff_ffff }),
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        (tsRecent, n) => pawsReject({ ...ask, tsRecent, tsval: add(tsRecent, -n) }, recent),
      ),
    );
  });

  test("forgets after 24 days, and after 2147 s since 6.7", () => {
    expect(pawsReject({ ...ask, idle: 2146 }, recent)).toBe(true);
    expect(pawsReject({ ...ask, idle: 2147 }, recent)).toBe(false);
    expect(pawsReject({ ...ask, idle: DAYS_24 - 1 }, old)).toBe(true);
    expect(pawsReject({ ...ask, idle: DAYS_24 }, old)).toBe(false);
  });

  test("takes a stored timestamp of 0 for none", () => {
    expect(pawsReject({ ...ask, tsRecent: 0, tsval: 0xffff_ffff }, recent)).toBe(false);
  });

  test("distrusts an old RST for 60 s only", () => {
    expect(pawsReject({ ...ask, rst: true, idle: 59 }, recent)).toBe(true);
    expect(pawsReject({ ...ask, rst: true, idle: 60 }, recent)).toBe(false);
    expect(pawsReject({ ...ask, rst: false, idle: 60 }, recent)).toBe(true);
  });
});
