import type { Page } from "puppeteer-core";
import { expect } from "vitest";
import { oneOfEach } from "./kinds.ts";
import { PLAYER, until, useWalk, walking } from "./walk.ts";

const { open } = useWalk();
/** A reader who has set the browser's letters to 32 px. */
const large = useWalk(undefined, ["--blink-settings=defaultFontSize=32"]);

/** What a window of 1280 × 900 px has left when everything is so many times as large. */
const ZOOMED = [
  { zoom: 2, width: 640, height: 450 },
  { zoom: 4, width: 320, height: 225 },
];

/** Wider than the page, or cut off. */
const lost = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wrong = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    const name = (one: Element) =>
      `<${one.localName} class="${one.getAttribute("class") ?? ""}"> ${one.textContent.trim().slice(0, 30)}`;
    for (const one of document.querySelectorAll<HTMLElement>("body *")) {
      if (!one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const { overflowX, overflowY, position } = getComputedStyle(one);
      const own = Array.from(one.childNodes).some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const { width, height } = one.getBoundingClientRect();
      const small = width <= 1 || height <= 1; // for screen readers
      if (own && !small && /hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 1)
        wrong.push(`cut off: ${name(one)}`);
      if (own && !small && /hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 2)
        wrong.push(`cut off below: ${name(one)}`);
      // What stays while the page moves leaves room to read.
      if (
        /sticky|fixed/.test(position) &&
        !small &&
        height > innerHeight / 2 &&
        width > innerWidth / 2
      )
        wrong.push(`${Math.round(height)} of ${innerHeight} px stay: ${name(one)}`);
    }
    return wrong;
  });

walking.each(oneOfEach)("at 200 % and at 400 %, nothing is lost: $what", async ({ path }) => {
  const { page } = await open(path);
  const wrong: string[] = [];
  const plays = await page.$(`${PLAYER} .go:not([hidden])`);
  for (const { zoom, width, height } of ZOOMED) {
    await page.setViewport({ width, height, deviceScaleFactor: zoom });
    for (const what of await lost(page)) wrong.push(`${zoom * 100} %: ${what}`);
  }
  if (plays) {
    await page.$eval("a[data-step]", (link) => (link as HTMLElement).click());
    await until(page, "paused");
    for (const what of await lost(page)) wrong.push(`400 %, playing: ${what}`);
  }
  expect(wrong).toEqual([]);
});

walking.each(oneOfEach)("with letters twice as large, nothing is lost: $what", async ({ path }) => {
  const { page } = await large.open(path);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(
    "32px",
  );
  expect(await lost(page)).toEqual([]);
});
