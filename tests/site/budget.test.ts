import { describe, expect } from "vitest";
import type { Visit } from "./browser.ts";
import { brotli } from "./dist.ts";
import { editing } from "./keyboard.ts";
import { CHAPTER, CHINESE, PLAYER, until, useWalk, walking } from "./walk.ts";

const KB = 1000; // design: budgets are in kB
const { open } = useWalk();

describe("budgets", () => {
  const scripts = async (visit: Visit) =>
    (await visit.loaded()).filter(({ url, type }) => type === "script" || /\.m?js$/.test(url));
  const total = (files: readonly { body: Buffer }[]) =>
    files.reduce((sum, { body }) => sum + brotli(body), 0);

  walking(
    "no page has more than 12 kB of JavaScript before the reader touches anything",
    async () => {
      for (const path of [
        "/",
        CHAPTER,
        CHINESE,
        "/claims/",
        "/lab/",
        "/sessions/server-time-wait/",
      ]) {
        const visit = await open(path);
        const bytes = total(await scripts(visit));
        expect(bytes, path).toBeGreaterThan(0);
        expect(bytes, path).toBeLessThanOrEqual(12 * KB);
      }
    },
  );

  walking("the first play brings at most 110 kB, the first run of a cell 60 kB", async () => {
    const visit = await open(CHAPTER);
    const { page } = visit;
    const known = new Set((await visit.loaded()).map(({ url }) => url));
    const fresh = async () =>
      (await visit.loaded()).filter(({ url }) => !known.has(url) && !url.startsWith("blob:"));
    await page.click(`${PLAYER} .go`);
    await until(page, "playing");
    const play = await fresh();
    expect(play.some(({ url }) => /\/timeline\.json\?v=/.test(url))).toBe(true);
    expect(total(play)).toBeLessThanOrEqual(110 * KB);
    for (const { url } of play) known.add(url);
    await page.click(`${PLAYER} [data-action="pause"]`);
    await page.click('code-cell [data-action="run"]');
    await page.waitForSelector('code-cell[data-state="done"]');
    const run = await fresh();
    expect(run.some(({ url }) => /\/sandbox\.html\?v=/.test(url))).toBe(true);
    expect(total(run)).toBeLessThanOrEqual(60 * KB);
  });

  walking("the first edit of a cell that was run brings at most 130 kB", async () => {
    const visit = await open(CHAPTER);
    await visit.page.click('code-cell [data-action="run"]');
    await visit.page.waitForSelector('code-cell[data-state="done"]');
    const known = new Set((await visit.loaded()).map(({ url }) => url));
    await visit.page.click('code-cell [data-action="edit"]');
    await editing(visit.page, "code-cell");
    const edit = (await visit.loaded()).filter(({ url }) => !known.has(url));
    expect(total(edit)).toBeGreaterThan(50 * KB);
    expect(total(edit)).toBeLessThanOrEqual(130 * KB);
  });
});
