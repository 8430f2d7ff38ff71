import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { pages } from "./dist.ts";
import { CHAPTER, PLAYER, until, useWalk, walking } from "./walk.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { open } = useWalk();

/** What axe finds wrong in a page as it stands. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async () => {
    interface Axe {
      run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`),
    );
  });
}

const paths = pages.map(([path]) => `/${path.replace(/index\.html$/, "")}`);
describe.each([
  ["light", false],
  ["dark", true],
] as const)("in the %s theme", (_name, dark) => {
  for (const path of paths)
    walking(`axe finds nothing on ${path}`, async () => {
      const { page } = await open(path, { dark });
      expect(await axe(page)).toEqual([]);
    });

  walking("axe finds nothing while the player is paused and when it has ended", async () => {
    const { page } = await open(CHAPTER, { dark });
    await page.click('a[data-step="time-wait"]');
    await until(page, "paused");
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("End");
    await until(page, "ended");
    expect(await axe(page)).toEqual([]);
  });
});

describe("on a phone", () => {
  for (const path of paths)
    walking(`${path} fits 390 px, before and while it plays`, async () => {
      const { page } = await open(path, { width: 390 });
      const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth);
      expect(await width()).toBe(390);
      if (!(await page.$(PLAYER))) return;
      await page.$eval("a[data-step]", (link) => (link as HTMLElement).click());
      await until(page, "paused");
      expect(await width()).toBe(390);
    });
});
