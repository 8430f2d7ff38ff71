import { describe, expect } from "vitest";
import { axe } from "./axe.ts";
import { CHAPTER, until, useWalk, walking } from "./walk.ts";

const { open } = useWalk();

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

walking("axe finds nothing in the lab, set from a link and then by hand, on a phone", async () => {
  const { page } = await open("/lab/#kernel=rfc6191&timestamps=0&seq=-1000&ts=+1", { width: 390 });
  await page.waitForSelector("[role=gridcell][aria-selected=true]");
  expect(await axe(page)).toEqual([]);
  await page.click('label:has(input[name="next"][value="connect"])');
  await page.$$eval("lab-instrument details", (all) => all.forEach((one) => (one.open = true)));
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(390);
});
