import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { movedPages } from "../../src/site/hosting/moved.ts";
import { calledNow, renamed } from "../../src/site/renamed.ts";
import { serve } from "../../src/site/serve.ts";
import { launch } from "../bench/browser.ts";
import { noBrowser } from "./browser.ts";
import { asset } from "./dist.ts";

const names = renamed('"/claims/old/": "/claims/new/"\n"/who-closes/": "/who-first/"\n');

test("an id that was published keeps its name's end when its page gets another address", () => {
  expect(calledNow("heading /who-closes/#why", names)).toBe("heading /who-first/#why");
  expect(calledNow("claim old", names)).toBe("claim new");
  expect(calledNow("claim older", names)).toBe("claim older");
});

test("what is no address is refused with its place", () => {
  expect(() => renamed('"/a/": b')).toThrow(/^content\/renamed\.yaml, \/a\/: an address begins/);
});

test("the site has the file in which hosts look for it", () => {
  expect(asset("_redirects").toString().split("\n").length - 1).toBe(2 * renamed().size);
});

describe("old addresses", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "who-closes-first-moved-"));
    for (const path of ["claims/new", "who-first", "zh-cn/claims/new", "zh-cn/who-first"]) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, "index.html"), `<title>${path}</title>`);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("are told to the host, under the site's base", () => {
    movedPages(folder, "/book/", names);
    expect(readFileSync(join(folder, "_redirects"), "utf8")).toContain(
      "/book/zh-cn/claims/old/ /book/zh-cn/claims/new/ 301\n",
    );
  });

  test.skipIf(noBrowser)("lead to the new ones on any host", async () => {
    movedPages(folder, "/", names);
    const { server, url } = await serve(folder, 0);
    const browser = await launch();
    try {
      const page = await browser.newPage();
      for (const [old, now] of [
        ["claims/old/", "claims/new"],
        ["zh-cn/who-closes/", "zh-cn/who-first"],
      ]) {
        await page.goto(`${url}${old}`);
        await expect.poll(() => page.title().catch(() => ""), { timeout: 10_000 }).toBe(now);
      }
    } finally {
      await browser.close();
      server.close();
    }
  });

  test("that are there, and new ones that are not, stop the build", () => {
    const there = renamed('"/who-first/": "/claims/new/"');
    expect(() => movedPages(folder, "/", there)).toThrow(/who-first\/: a page is still there/);
    const none = renamed('"/a/": "/b/"');
    expect(() => movedPages(folder, "/", none)).toThrow(/a\/: there is no page \/b\//);
    expect(existsSync(join(folder, "a"))).toBe(false);
  });
});
