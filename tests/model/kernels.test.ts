import { expect, test } from "vitest";
import { kernelNamed, kernels } from "time-wait";

test("a kernel that is not listed behaves like the last one before it", () => {
  expect(kernelNamed("linux-5.4")).toEqual({
    ...kernelNamed("linux-4.19"),
    name: "linux-5.4",
    measured: null,
  });
  expect(kernelNamed("linux-4.14").reopenIsn).toBe("continued");
  expect(kernelNamed("linux-4.15").reopenIsn).toBe("fresh");
  expect(kernelNamed("linux-6.9").reopenIsn).toBe("fresh");
  expect(kernelNamed("linux-6.10").reopenIsn).toBe("continued");
  expect(kernelNamed("linux-6.6").pawsWrap).toBe(24 * 24 * 60 * 60);
  expect(kernelNamed("linux-7.3").pawsWrap).toBe(2147);
});

test("a listed kernel is itself", () => {
  for (const kernel of kernels) expect(kernelNamed(kernel.name)).toBe(kernel);
});

test.each(["6.18", "linux-2.6", "linux-", "freebsd-14.0"])("there is no kernel %s", (name) => {
  expect(() => kernelNamed(name)).toThrow(RangeError);
});
