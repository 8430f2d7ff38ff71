import { existsSync, globSync } from "node:fs";

/** The first of some places where something is. */
const found = (...places: readonly string[]): string | null =>
  places.find((place) => existsSync(place)) ?? null;

/** Path of the browser to test with: CHROMIUM_PATH, or a usual place; null when there is none. */
export const chromium = (): string | null =>
  process.env.CHROMIUM_PATH ??
  found(
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  );

/** Path of the Firefox to test with: FIREFOX_PATH, or a usual place; null when there is none. */
export const firefox = (): string | null =>
  process.env.FIREFOX_PATH ??
  found(
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
  );

/** Paths of WebKitGTK's driver (WEBKITDRIVER_PATH, or the usual place) and of the browser it drives. */
export function webkit(): { readonly driver: string; readonly browser: string } | null {
  const driver = process.env.WEBKITDRIVER_PATH ?? found("/usr/bin/WebKitWebDriver");
  const browser = globSync("/usr/lib/*/webkit{2gtk-4.1,gtk-6.0}/MiniBrowser")[0];
  return driver && browser && found("/usr/bin/xvfb-run") && found("/usr/bin/xauth")
    ? { driver, browser }
    : null;
}
