import { expect, test } from "vitest";
import { kinds, mapped, oneOfEach } from "./kinds.ts";

test("every page in the site's map is of one kind, and every kind has a page there", () => {
  const of = (path: string) =>
    kinds.filter(({ pattern }) => pattern.test(path.replace(/^\/zh-cn\//, "/")));
  for (const path of mapped) expect(of(path).length, path).toBe(1);
  for (const { what, path } of oneOfEach) expect(mapped, what).toContain(path);
  for (const kind of kinds) expect(of(kind.path), kind.path).toEqual([kind]);
});
