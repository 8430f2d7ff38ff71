import { describe, expect } from "vitest";
import { axe } from "./axe.ts";
import { distinct } from "./dist.ts";
import { PLAYER, until, useWalk, walking } from "./walk.ts";

/** Walks through all pages of a language: accessible in both themes, and no wider than a phone. */
export function everyPage(wanted: "en" | "zh-cn"): void {
  const { open } = useWalk();
  describe("every page", () => {
    for (const [file] of distinct) {
      if (file.startsWith("zh-cn/") !== (wanted === "zh-cn")) continue;
      const path = `/${file.replace(/index\.html$/, "")}`;
      walking(
        `${path}: axe finds nothing in either theme, and 390 px are enough, playing or not`,
        async () => {
          const { page } = await open(path);
          expect(await axe(page)).toEqual([]);
          // The themes differ in colours only.
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
          expect(await axe(page, ["color-contrast"])).toEqual([]);
          await page.setViewport({ width: 390, height: 844 });
          const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth);
          expect(await width()).toBe(390);
          if (!(await page.$(PLAYER))) return;
          await page.$eval("a[data-step]", (link) => (link as HTMLElement).click());
          await until(page, "paused");
          expect(await width()).toBe(390);
        },
      );
    }
  });
}
