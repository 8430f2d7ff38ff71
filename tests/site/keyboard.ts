import type { Page } from "puppeteer-core";

/** Presses Tab until an element that fits has the focus. Throws where it never comes there. */
export async function tabTo(page: Page, css: string): Promise<void> {
  for (let tries = 0; tries < 80; tries++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((css) => document.activeElement?.matches(css), css)) return;
  }
  throw new Error(`Tab never comes to ${css}`);
}

/** Presses a key together with another one that is held. */
export async function chord(page: Page, held: "Control" | "Shift", key: "a" | "Enter" | "Tab") {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** Resolves when the editor of a cell or an exercise has the focus. */
export const editing = (page: Page, css: string) =>
  page.waitForFunction(
    (css) => document.querySelector(css)?.shadowRoot?.activeElement,
    { timeout: 30_000 },
    `${css} .editor`,
  );

/** Replaces all that stands in the editor that has the focus. */
export async function rewrite(page: Page, text: string): Promise<void> {
  await chord(page, "Control", "a");
  await page.keyboard.sendCharacter(text);
}
