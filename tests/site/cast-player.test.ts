import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { axe } from "./axe.ts";
import { buildCastPage, writeLong } from "./cast-page.ts";
import { useWalk, walking } from "./walk.ts";

const folder = mkdtempSync(join(tmpdir(), "casts-"));
beforeAll(async () => {
  await buildCastPage(folder);
  writeLong(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
const { open } = useWalk(folder);

const until = (page: Page, id: string, state: string) =>
  page.waitForSelector(`#${id}[data-state="${state}"]`, { timeout: 20_000 });

/** Resolves when a terminal shows a text that fits. */
const shows = (page: Page, id: string, text: string) =>
  page.waitForFunction(
    (id, text) =>
      new RegExp(text).test(
        Array.from(document.querySelectorAll(`#${id} .xterm-rows > div`), (row) =>
          row.textContent.replaceAll("\u00a0", " ").trimEnd(),
        )
          .join("\n")
          .trimEnd(),
      ),
    { timeout: 20_000 },
    id,
    text,
  );
const clock = (page: Page, id: string) => page.$eval(`#${id} .now`, (now) => now.textContent);

describe("any recording", () => {
  walking("of asciinema 2 plays to its end, forwards and back", async () => {
    const { page, loaded } = await open("/");
    expect((await loaded()).map(({ url }) => url).filter((url) => url.includes("desk"))).toEqual(
      [],
    );
    await page.click("#v2 .go");
    await until(page, "v2", "playing");
    await shows(page, "v2", "five sockets and 时间等待, e\u0301, 🙂");
    await page.keyboard.press("Space");
    await until(page, "v2", "paused");
    await page.keyboard.press("End");
    await until(page, "v2", "ended");
    await shows(page, "v2", "three\ncounting 9 of 9$");
    await page.$eval("#v2 input", (slider) => {
      slider.value = "1700";
      slider.dispatchEvent(new Event("input"));
    });
    await shows(page, "v2", "the alternate screen$");
    await page.keyboard.press("End");
    await shows(page, "v2", "three\ncounting 9 of 9$");
  });

  walking("of v3 has its sizes, its chapters and its exit status", async () => {
    const { page } = await open("/", { width: 390 });
    await page.click("#v3 .go");
    await page.waitForSelector("#v3 .prog");
    expect(
      await page.$$eval("#v3 .prog button", (buttons) => buttons.map((one) => one.textContent)),
    ).toEqual(["1The first lines0.500 s", "2Chapter 22.500 s"]);
    await page.click("#v3 [data-chapter='1']");
    await until(page, "v3", "paused");
    expect(await clock(page, "v3")).toBe("2.500000 s");
    await shows(page, "v3", "宽字符，两列一个$");
    expect(await page.$eval("#v3 input", (slider) => slider.ariaValueText)).toBe("2.500000 s");
    await page.click("#v3 [data-action='previous-step']");
    expect(await page.$eval("#v3 input", (slider) => slider.ariaValueText)).toBe(
      "The first lines, 0.500000 s",
    );
    await page.focus("#v3 .screen");
    await page.keyboard.press("End");
    await until(page, "v3", "ended");
    await shows(page, "v3", "a line of thirty characters!!! and its rest\nnow 44 by 8\nthe end$");
    expect(await page.$eval("#v3 .said", (said) => said.textContent)).toBe(
      "The program ended with status 0.",
    );
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(390);
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("Home");
    await until(page, "v3", "paused");
    await page.$eval("#v3", (player) => player.remove());
    expect(await page.$("#v3 .xterm")).toBeNull();
  });

  walking("that is damaged is refused with its line, its column and the reason", async () => {
    const { page } = await open("/");
    await page.click("#damaged .go");
    const failed = await page.waitForSelector("#damaged .failed[role=alert]");
    expect(await failed?.evaluate((place) => place.textContent)).toBe(
      "damaged.cast, line 3, column 12: not JSON",
    );
    expect(await page.$("#damaged .xterm")).toBeNull();
  });

  walking(
    "of an hour and 20 MB opens while the page goes on, and is anywhere at once",
    async () => {
      expect(statSync(join(folder, "long.cast")).size).toBeGreaterThan(20e6);
      const { page } = await open("/");
      await page.evaluate(() => {
        const turns = { count: 0 };
        Object.assign(window, { turns });
        setInterval(() => turns.count++, 0);
      });
      const turns = () =>
        page.evaluate(() => (window as unknown as { turns: { count: number } }).turns.count);
      const before = await turns();
      await page.click("#long .go");
      await until(page, "long", "playing");
      // It was read in slices: each let the page have a turn.
      expect((await turns()) - before).toBeGreaterThan(5);
      await page.keyboard.press("Space");
      for (const [second, minute] of [
        [3599, 59],
        [5, 0],
        [1800, 30],
        [1799, 29],
      ] as const) {
        await page.$eval(
          "#long input",
          (slider, at) => {
            slider.value = at;
            slider.dispatchEvent(new Event("input"));
          },
          String(second * 1000 + 600),
        );
        await shows(page, "long", `^second ${second}\n`);
        expect(await page.$eval("#long [aria-current] .what", (what) => what.textContent)).toBe(
          `Minute ${minute}`,
        );
      }
    },
  );
});
