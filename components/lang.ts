/** The languages of the site, by the names their folders and ids carry. */
export type Lang = "en" | "zh-cn";

/** The language a locale or `lang` attribute stands for: `zh-cn` and `zh-CN` are Chinese. */
export const langOf = (locale: string | undefined): Lang =>
  locale?.toLowerCase() === "zh-cn" ? "zh-cn" : "en";

/** 65537 → "65,537". Digits stay ASCII in both languages. */
export const count = (value: number): string => value.toLocaleString("en-US");

/** "5.10, 6.1 and 7.3": a list as a sentence has it. */
export const list = (items: readonly string[], lang: Lang): string =>
  new Intl.ListFormat(lang === "en" ? "en-GB" : "zh-CN").format(items);

/** Bytes as they are told in passing: "200 MB", "12 kB", "5 B". */
export function size(bytes: number): string {
  if (bytes >= 1e6) return `${count(Math.round(bytes / 1e6))} MB`;
  return bytes >= 1e3 ? `${count(Math.round(bytes / 1e3))} kB` : `${bytes} B`;
}

/** A signed offset as it is written after a name: "+ 65,537", "− 3". */
export const offset = (value: number): string =>
  `${value < 0 ? "−" : "+"} ${count(Math.abs(value))}`;

/** µs → seconds with all six decimals: "5.900439". */
export const seconds = (micros: number): string => (micros / 1e6).toFixed(6);

/** µs → seconds or milliseconds or microseconds, whichever reads best: "3.877 s", "41 ms", "15 µs". */
export function span(micros: number): string {
  if (micros >= 1e6) return `${(micros / 1e6).toFixed(3)} s`;
  return micros >= 1e3 ? `${Math.round(micros / 1e3)} ms` : `${micros} µs`;
}

/** A time known only to about a tenth of a second: "3.8 s". */
export const tenths = (micros: number): string => `${(micros / 1e6).toFixed(1)} s`;

/**
 * `6.18.44-something` → `6.18.44`: the part of a release that names the source. Of Debian's
 * `5.10.0-46-cloud-amd64` it is `5.10`: there the rest numbers the ABI.
 */
export const version = (release: string): string =>
  /^\d+\.\d+(?=\.0-\d)|^[\d.]+/.exec(release)?.[0] ?? release;
