import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { distinct } from "./dist.ts";
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

const paths = distinct.map(([path]) => `/${path.replace(/index\.html$/, "")}`);
const turnDark = (page: Page) =>
  page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);

describe("every page", () => {
  for (const path of paths)
    walking(
      `${path}: axe finds nothing in either theme, and 390 px are enough, playing or not`,
      async () => {
        const { page } = await open(path);
        expect(await axe(page)).toEqual([]);
        await turnDark(page);
        expect(await axe(page)).toEqual([]);
        await page.setViewport({ width: 390, height: 844 });
        const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth);
        expect(await width()).toBe(390);
        if (!(await page.$(PLAYER))) return;
        await page.$eval("a[data-step]", (link) => (link as HTMLElement).click());
        await until(page, "paused");
        expect(await width()).toBe(390);
      },
    );
});

describe.each([
  ["light", false],
  ["dark", true],
] as const)("in the %s theme", (_name, dark) => {
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
