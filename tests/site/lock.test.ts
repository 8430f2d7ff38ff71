import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lock {
  packages: Record<
    string,
    { integrity?: string; resolved?: string; link?: boolean; optionalDependencies?: object }
  >;
}

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const names = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));

/**
 * A platform's package that the registry lacked when the lock file was written is left out of it
 * without a word, and then `npm ci` fails on that platform.
 */
test("the lock file names every optional dependency, so npm ci works on every platform", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${path} → ${name}`),
  );
  expect(missing).toEqual([]);
});

test("every package in it is pinned by its content and bound to no host", () => {
  for (const [path, { integrity, resolved }] of Object.entries(packages)) {
    if (path === "") continue;
    expect(integrity, path).toMatch(/^sha512-/);
    expect(resolved, path).toBeUndefined();
  }
});
