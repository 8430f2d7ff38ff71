import puppeteer, { type KeyInput } from "puppeteer-core";
import type { Engine } from "./engine.ts";

/** Chromium or Firefox, by puppeteer. */
export async function driven(kind: "chrome" | "firefox", executablePath: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: kind,
    executablePath,
    args: kind === "chrome" ? ["--no-sandbox", "--disable-gpu"] : [],
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  return {
    goto: async (url) => {
      await page.goto(url, { waitUntil: "load" });
    },
    ask: (question, ...given) =>
      page.evaluate(question as unknown as (...given: unknown[]) => unknown, ...given) as never,
    click: (css) => page.click(css),
    press: async (key, control = false) => {
      if (control) await page.keyboard.down("Control");
      await page.keyboard.press(key as KeyInput);
      if (control) await page.keyboard.up("Control");
    },
    print: async () => Buffer.from(await page.pdf()).toString("base64"),
    end: () => browser.close(),
  };
}
