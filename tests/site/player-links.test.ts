import { describe, expect } from "vitest";
import { session } from "../../src/sessions/library.ts";
import { CHAPTER, PLAYER, state, step, until, useWalk, walking } from "./walk.ts";

const { open } = useWalk();
const NAME = "server-time-wait";
const FIRST = `${PLAYER}[data-session="${NAME}"]`;
const stepAt = (id: string) => session(NAME).file.steps.find((one) => one.id === id)?.at ?? 0;

describe("links to a session", () => {
  walking("a kernel is chosen in the player, and keeps the step", async () => {
    const { page } = await open(`${CHAPTER}#s/${NAME}/reopened`);
    await until(page, "paused");
    await page.click(`${FIRST} a[data-on-kernel="6.1"]`);
    await page.waitForSelector(`${FIRST}[data-kernel="linux-6.1"][data-state="paused"]`);
    expect(await step(page)).toBe("reopened");
    expect(page.url()).toContain(`?kernel=6.1#s/${NAME}/reopened`);
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe("6.1");
    // The prediction is still settled by it, and only one player's terminals are there.
    const settledAt = await page.$eval(FIRST, (one) => (one as HTMLElement).dataset.settledAt);
    expect(settledAt).toBe("reopened");
    expect(await page.$$eval(`${FIRST} .xterm`, (all) => all.length)).toBe(4);
  });

  walking("a kernel is chosen by the address: in a chapter the player, else the page", async () => {
    const { page } = await open(`${CHAPTER}?kernel=5.10#s/${NAME}/time-wait`);
    await page.waitForSelector(`${FIRST}[data-kernel="linux-5.10"][data-state="paused"]`);
    expect(await step(page)).toBe("time-wait");
    await page.goto(new URL(`/sessions/${NAME}/?kernel=7.3#s/${NAME}/gone`, page.url()).href);
    await page.waitForSelector(`${FIRST}[data-kernel="linux-7.3"][data-state="paused"]`);
    expect(new URL(page.url()).pathname).toBe(`/sessions/${NAME}/7.3/`);
    expect(await step(page)).toBe("gone");
  });

  walking("what an address asks for in vain does no harm", async () => {
    const hostile = encodeURIComponent('"]<img src=x onerror=alert(1)>');
    const { page } = await open(`${CHAPTER}?kernel=${hostile}&to=${hostile}#s/${NAME}/${hostile}`);
    expect(await state(page)).toBe("idle");
    for (const query of ["?kernel=2.4", "?kernel=../../6.1", `?to=nowhere`]) {
      await page.goto(new URL(`${CHAPTER}${query}#s/${NAME}/time-wait`, page.url()).href);
      await until(page, "paused");
      expect(await page.$eval(FIRST, (one) => (one as HTMLElement).dataset.kernel)).toBe(
        session(NAME).file.kernel.name,
      );
      expect(
        await page.$eval(`${FIRST} [data-action="whole"]`, (one) => (one as HTMLElement).hidden),
      ).toBe(true);
    }
  });

  walking("a clip ends where it is to end, until it is left", async () => {
    const { page } = await open(`${CHAPTER}?to=reopened#s/${NAME}/same-port`);
    await until(page, "paused");
    await page.select(`${FIRST} [data-action="speed"]`, "8");
    await page.click(`${FIRST} .p-ctl [data-action="play"]`);
    await until(page, "ended");
    const clock = () => page.$eval(`${FIRST} .clock .now`, (now) => parseFloat(now.textContent));
    expect(await clock()).toBeCloseTo(stepAt("again") / 1e6, 5);
    await page.click(`${FIRST} [data-action="whole"]`);
    await page.focus(`${FIRST} [data-action="next-step"]`);
    await page.keyboard.press("End");
    expect(await clock()).toBeCloseTo(session(NAME).file.duration / 1e6, 5);
    // A chapter's clip is the same, without a link.
    await page.goto(new URL("/", page.url()).href);
    await page.goto(new URL(CHAPTER, page.url()).href, { waitUntil: "networkidle0" });
    await page.$eval(FIRST, (one) =>
      Object.assign((one as HTMLElement).dataset, { from: "time-wait", to: "time-wait" }),
    );
    await page.click(`${FIRST} .go`);
    await page.waitForSelector(`${FIRST}[data-state="ended"][data-step="same-port"]`);
    expect(await clock()).toBeCloseTo(stepAt("same-port") / 1e6, 5);
  });
});
