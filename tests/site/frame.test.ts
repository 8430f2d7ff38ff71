import { describe, expect } from "vitest";
import { session } from "../../src/sessions/library.ts";
import { CHAPTER, CHINESE, seen, useWalk, walking } from "./walk.ts";

const RECORDED = session("server-time-wait");
const { open, url } = useWalk();

describe("without JavaScript", () => {
  walking("everything that can be read is there", async () => {
    const { page } = await open(CHAPTER, { javascript: false });
    const text = await page.$eval("main", (main) => main.textContent);
    expect(text).toContain("ncat -p 59818 127.0.0.1 8888"); // transcripts
    expect(text).toMatch(/TIME-WAIT 0 +0 +127\.0\.0\.1:8888/);
    expect(text).toMatch(/new ISN − old snd_nxt\s*65537/); // a cell's output
    expect(
      await page.$$eval("#fig-reopened .wide-only [data-packet]", (packets) => packets.length),
    ).toBe(RECORDED.file.steps.find(({ id }) => id === "reopened")?.packet);
    expect(
      await page.$eval("#fig-reopened svg", (svg) => svg.getBoundingClientRect().height),
    ).toBeGreaterThan(400);
    await page.click(".transcripts summary");
    expect(
      await page.$eval(".transcripts code", (code) => code.getBoundingClientRect().height),
    ).toBeGreaterThan(5);
    for (const control of ["play", "run"])
      expect(await seen(page, `[data-action="${control}"]`)).toBe(false);
    await page.click(".menu summary");
    expect(await seen(page, ".menu a")).toBe(true);
  });

  walking("the home page's switch still moves TIME_WAIT", async () => {
    const { page } = await open("/", { javascript: false });
    const shown = async () => [await seen(page, ".when-server"), await seen(page, ".when-client")];
    expect(await shown()).toEqual([true, false]);
    await page.click("label:has(#first-client)");
    expect(await shown()).toEqual([false, true]);
  });
});

describe("the frame", () => {
  walking("keeps a chosen theme, without a flash of the other", async () => {
    const { page } = await open("/");
    await page.click('[data-action="theme"]');
    await page.goto(new URL(CHAPTER, url()).href);
    expect(await page.$eval("html", (html) => html.dataset.theme)).toBe("dark");
    await page.waitForSelector('[data-action="theme"]');
    await page.click('[data-action="theme"]');
    expect(await page.$eval("html", (html) => html.dataset.theme)).toBeUndefined();
  });

  walking("leads to the same page in the other language and back", async () => {
    const { page } = await open(CHAPTER);
    for (const [path, lang] of [
      [CHINESE, "zh-CN"],
      [CHAPTER, "en"],
    ]) {
      await Promise.all([page.waitForNavigation(), page.click(".set a[hreflang]")]);
      expect(new URL(page.url()).pathname).toBe(path);
      expect(await page.$eval("html", (html) => html.lang)).toBe(lang);
    }
  });

  walking("searches when asked, and only then", async () => {
    const { page, loaded } = await open("/");
    expect((await loaded()).filter(({ url }) => url.includes("pagefind"))).toEqual([]);
    await page.keyboard.press("/");
    await page.waitForSelector("dialog.search input");
    await page.type("dialog.search input", "TIME_WAIT");
    await page.waitForSelector("dialog.search .pagefind-ui__result-link");
    await page.keyboard.press("Escape");
  });
});
