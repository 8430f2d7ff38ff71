import { existsSync } from "node:fs";

/** The usual places of Chromium and its kin. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of the browser to test with: CHROMIUM_PATH, or a usual place; null when there is none. */
export function chromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return PLACES.find((place) => existsSync(place)) ?? null;
}

/** Path of the Firefox to test with: FIREFOX_PATH, or a usual place; null when there is none. */
export function firefox(): string | null {
  const named = process.env.FIREFOX_PATH;
  if (named) return named;
  const places = [
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
  ];
  return places.find((place) => existsSync(place)) ?? null;
}
