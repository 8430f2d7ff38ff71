import { describe, expect } from "vitest";
import { CHAPTER, CHINESE, useWalk, walking } from "./walk.ts";

const { open } = useWalk();

describe("without JavaScript", () => {
  for (const path of [CHAPTER, CHINESE])
    walking(`a term says what it means on ${path}: by key, by pointing, by touch`, async () => {
      const { page } = await open(path, { javascript: false });
      const card = "#term-isn";
      const shown = () => page.$eval(card, (element) => element.checkVisibility());
      expect(await shown()).toBe(false);
      await page.focus(".defined:has(#term-isn) > button");
      await page.keyboard.press("Enter");
      expect(await shown()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await shown()).toBe(false);
      await page.hover(".defined:has(#term-isn) > button");
      expect(await shown()).toBe(true);
      await page.mouse.move(0, 0);
      expect(await shown()).toBe(false);
      await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
      await page.tap(".defined:has(#term-isn) > button");
      expect(await shown()).toBe(true);
      expect(await page.$eval(`${card} a`, (link) => link.getAttribute("href"))).toMatch(
        /\/glossary\/#isn$/,
      );
      expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(390);
    });
});

walking("a term stands in its sentence on paper, too", async () => {
  const { page } = await open(CHAPTER);
  await page.emulateMediaType("print");
  const terms = await page.$$eval(".defined > button", (marks) =>
    marks.map((mark) => mark.checkVisibility()),
  );
  expect(terms.length).toBeGreaterThan(0);
  expect(terms.every(Boolean)).toBe(true);
});
