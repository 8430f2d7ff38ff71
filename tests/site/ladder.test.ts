import { describe, expect } from "vitest";
import { session } from "../../src/sessions/library.ts";
import { CHAPTER, CHINESE, useWalk, walking } from "./walk.ts";

const { open } = useWalk();
const FIGURE = "#fig-reopened";

describe("a ladder's tools", () => {
  walking("draw it otherwise when asked, with the keyboard alone, and not before", async () => {
    const { page, loaded } = await open(CHAPTER);
    const asked = async () =>
      (await loaded()).filter(({ url }) => /redraw|ladder\.json/.test(url)).length;
    expect(await asked()).toBe(0);
    const svg = () => page.$eval(`${FIGURE} .wide-only`, (place) => place.innerHTML);
    const before = await svg();
    const press = async (tell: string) => {
      await page.focus(`${FIGURE} [data-tell="${tell}"]`);
      await page.keyboard.press("Space");
    };
    await press("absolute");
    const syn = session("server-time-wait").packets[9]?.seq;
    await page.waitForFunction(
      (css, seq) => document.querySelector(css)?.textContent.includes(`seq ${seq}`),
      {},
      `${FIGURE} .wide-only`,
      syn,
    );
    expect(await asked()).toBe(2);
    const pressed = `${FIGURE} [data-tell="absolute"][aria-pressed="true"]`;
    expect(await page.$(pressed)).not.toBeNull();
    await press("options");
    await page.waitForFunction(
      (css) => document.querySelector(css)?.textContent.includes("mss 65495 sackOK wscale 10"),
      {},
      `${FIGURE} .wide-only`,
    );
    await press("options");
    await press("absolute");
    await page.waitForFunction(
      (css, html) => document.querySelector(css)?.innerHTML === html,
      {},
      `${FIGURE} .wide-only`,
      before,
    ); // as it was built
  });

  walking("copy it as packetdrill: all packets, or those selected", async () => {
    const { page } = await open(CHINESE);
    await page.evaluate(() => {
      const kept: string[] = [];
      Object.assign(window, { kept });
      Object.defineProperty(navigator, "clipboard", {
        value: { writeText: (text: string) => Promise.resolve(void kept.push(text)) },
      });
    });
    const copy = async () => {
      await page.$eval(`${FIGURE} [data-copied]`, (button) => (button as HTMLElement).click());
      await page.waitForFunction(
        (css) => document.querySelector(css)?.textContent === "已复制。",
        {},
        `${FIGURE} .said`,
      );
      const kept = await page.evaluate(() => (window as unknown as { kept: string[] }).kept);
      return kept.at(-1)?.trimEnd().split("\n") ?? [];
    };
    const lines = await copy();
    expect(lines[0]).toBe("// client 127.0.0.1:59818, server 127.0.0.1:8888");
    expect(lines.length).toBe(1 + 11);
    expect(lines[1]).toMatch(/ < S 0:0\(0\) win 65495 /);
    await page.$eval(`${FIGURE} .wide-only [data-packet="10"] text`, (text) =>
      getSelection()?.selectAllChildren(text),
    );
    const one = await copy();
    expect(one.length).toBe(2);
    expect(one[1]).toMatch(/ < S \d+:\d+\(0\) win 65495 /);
  });
});
