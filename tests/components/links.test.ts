import fc from "fast-check";
import { expect, test } from "vitest";
import { asked } from "../../components/player/links.ts";

const NOTHING = { session: null, step: null, to: null, kernel: null };

test("a step, a clip and a kernel are read", () => {
  expect(asked({ hash: "#s/nat/first-syn", search: "" })).toEqual({
    ...NOTHING,
    session: "nat",
    step: "first-syn",
  });
  expect(asked({ hash: "#s/nat/first-syn", search: "?to=reset&kernel=6.1" })).toEqual({
    session: "nat",
    step: "first-syn",
    to: "reset",
    kernel: "6.1",
  });
  expect(asked({ hash: "", search: "?kernel=5.10&to=reset" })).toEqual({
    ...NOTHING,
    kernel: "5.10",
  });
});

test.each([
  "#s/nat",
  "#s/nat/",
  "#s//first",
  "#s/nat/first/last",
  "#s/nat/%66irst",
  "#s/__proto__/first",
  '#s/nat/"]',
  "#why",
  `#s/nat/${"a".repeat(200)}`,
])("%s opens nothing", (hash) => expect(asked({ hash, search: "" })).toEqual(NOTHING));

test("whatever stands in an address, only names and numbers are read from it", () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom("../", '"]', "\\", "%00", "__proto__", "<svg onload=1>", "javascript:", "6.1"),
  );
  const text = fc.array(hostile, { maxLength: 5 });
  fc.assert(
    fc.property(text, text, text, (hash, to, kernel) => {
      const read = asked({
        hash: `#s/${hash.join("/")}`,
        search: `?to=${to.join("")}&kernel=${kernel.join("")}`,
      });
      for (const value of [read.session, read.step, read.to])
        if (value !== null) expect(value).toMatch(/^[a-z0-9-]{1,99}$/);
      if (read.kernel !== null) expect(read.kernel).toMatch(/^\d+\.\d+$/);
    }),
  );
});
