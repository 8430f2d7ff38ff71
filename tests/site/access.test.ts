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
