import type { Page } from "puppeteer-core";
import { expect } from "vitest";
import { oneOfEach } from "./kinds.ts";
import { useWalk, walking } from "./walk.ts";

const { open } = useWalk();

/** Words, in the page or in a picture, that have less than 4.5 to 1 against what is behind them. */
const faint = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour: string): number[] => {
      if (!context) return [];
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return Array.from(context.getImageData(0, 0, 1, 1).data);
    };
    const light = (colour: number[]) => {
      const [r = 0, g = 0, b = 0] = colour.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (one: Element | null): number[] => {
      const words = one?.closest("text");
      const box = words?.previousElementSibling; // words follow the box they stand in
      if (words && box instanceof SVGRectElement) {
        const [inner, outer] = [words, box].map((each) => each.getBoundingClientRect());
        if (inner && outer && inner.left >= outer.left && inner.right <= outer.right)
          return rgb(getComputedStyle(box).fill);
      }
      for (; one; one = one.parentElement) {
        const colour = rgb(getComputedStyle(one).backgroundColor);
        if ((colour[3] ?? 0) > 0) return colour;
      }
      return rgb("Canvas");
    };
    const wrong: string[] = [];
    for (const one of document.querySelectorAll("body *")) {
      const own = Array.from(one.childNodes)
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? "")
        .join("");
      if (own === "" || !one.checkVisibility({ visibilityProperty: true })) continue;
      const { width } = one.getBoundingClientRect();
      if (width <= 1) continue; // for screen readers
      const style = getComputedStyle(one);
      const ink = light(rgb(one instanceof SVGElement ? style.fill : style.color));
      const paper = light(behind(one));
      const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      if (contrast < 4.5) wrong.push(`${contrast.toFixed(1)}: ${own.slice(0, 40)}`);
    }
    return wrong.slice(0, 10);
  });

walking.each(oneOfEach)("in forced colours every word can be read: $what", async ({ path }) => {
  for (const system of ["light", "dark"] as const) {
    const { page } = await open(path, { dark: system === "dark" });
    await page.emulateMediaFeatures([
      { name: "forced-colors", value: "active" },
      { name: "prefers-color-scheme", value: system },
    ]);
    expect(await faint(page), system).toEqual([]);
    // What was chosen here before does not count.
    await page.evaluate(
      (chosen) => (document.documentElement.dataset.theme = chosen),
      system === "dark" ? "light" : "dark",
    );
    expect(await faint(page), `${system}, the other theme chosen`).toEqual([]);
  }
});
