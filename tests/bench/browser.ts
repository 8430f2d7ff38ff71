import puppeteer, { type Browser } from "puppeteer-core";
import { chromium } from "../site/engines/installed.ts";

/** A browser without a window, and nothing that disturbs. Throws where none is installed. */
export function launch(...args: readonly string[]): Promise<Browser> {
  const executablePath = chromium();
  if (executablePath === null)
    throw new Error("No Chromium was found: install one, or name it in CHROMIUM_PATH.");
  return puppeteer.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
      ...["--disable-background-networking", "--disable-component-update"],
      ...args,
    ],
    protocolTimeout: 600_000,
  });
}
