import { describe, expect } from "vitest";
import type { Visit } from "./browser.ts";
import { axe } from "./axe.ts";
import { distinct } from "./dist.ts";
import { PLAYER, until, useWalk, walking } from "./walk.ts";

/** Pages looked at in one window: opening one takes longer than most pages do. */
const AT_ONCE = 10;

/** Walks through all pages of a language: accessible in both themes, and no wider than a phone. */
export function everyPage(wanted: "en" | "zh-cn"): void {
  const { open } = useWalk();
  const paths = distinct
    .filter(([file]) => file.startsWith("zh-cn/") === (wanted === "zh-cn"))
    .map(([file]) => `/${file.replace(/index\.html$/, "")}`);
  describe("every page: axe finds nothing in either theme, and 390 px are enough, playing or not", () => {
    for (let first = 0; first < paths.length; first += AT_ONCE) {
      const some = paths.slice(first, first + AT_ONCE);
      walking(some.join(" "), async () => {
        let visit: Visit | undefined;
        const wrong: string[] = [];
        for (const path of some) {
          if (visit) await visit.go(path);
          else visit = await open(path);
          for (const what of await look(visit)) wrong.push(`${path}: ${what}`);
        }
        expect(wrong).toEqual([]);
      });
    }
  });

  /** What is wrong with a page as it stands. */
  async function look({ page }: Visit): Promise<string[]> {
    await page.setViewport({ width: 1280, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    const wrong = await axe(page);
    // The themes differ in colours only.
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    for (const what of await axe(page, ["color-contrast"])) wrong.push(`dark: ${what}`);
    await page.setViewport({ width: 390, height: 844 });
    const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth);
    if ((await width()) !== 390) wrong.push(`${await width()} px wide`);
    // In Chinese the same recording plays in the same player; in the whole book nothing plays.
    const plays = await page.$(`${PLAYER} .go:not([hidden])`);
    if (page.url().includes("/zh-cn/sessions/") || !plays) return wrong;
    await page.$eval("a[data-step]", (link) => (link as HTMLElement).click());
    await until(page, "paused");
    if ((await width()) !== 390) wrong.push(`${await width()} px wide, playing`);
    return wrong;
  }
}
