import type { Browser } from "puppeteer-core";
import { watch } from "./watch.ts";

/**
 * Opens a page as nobody has before, clicks when all is quiet, and waits.
 * @param click what is clicked, in CSS
 * @param shows where something must then be seen that was not, in CSS
 * @returns milliseconds from the click on
 * Throws when nothing is seen within 10 s.
 */
export async function first(
  browser: Browser,
  url: string,
  click: string,
  shows: string,
): Promise<number> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(watch, shows);
    await page.goto(url, { waitUntil: "networkidle0" });
    await page.$eval(click, (button) => button.scrollIntoView({ block: "center" }));
    const time = await page.evaluate(
      (click) => window.until(0, null, () => document.querySelector<HTMLElement>(click)?.click()),
      click,
    );
    if (time === null) throw new Error(`${url}: after a click on ${click}, ${shows} stayed empty.`);
    return time;
  } finally {
    await context.close();
  }
}
