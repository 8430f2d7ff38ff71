import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { inventory } from "./inventory.ts";

/** What a chapter holds, in numbers. */
export interface Stats {
  readonly chapter: string;
  /** Minutes to read its prose, without cells, quotations' sources and recordings. */
  readonly en: number;
  readonly "zh-cn": number;
  readonly predictions: number;
  readonly cells: number;
  readonly sessions: number;
  /** Claims listed at its end. */
  readonly claims: number;
}

/** Words a minute; Chinese characters a minute. Ordinary figures for technical prose. */
const PACE = { en: 200, "zh-cn": 350 } as const;

/** The prose of a chapter: no front matter, imports, code blocks, tags or expressions. */
export const proseOf = (source: string): string =>
  source
    .replace(/^---\n.*?\n---\n/s, "")
    .replace(/^import .*?;$/gms, "")
    .replace(/^```.*?^```$/gms, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\{[^}]*\}/g, " ")
    .replace(/\]\([^)]*\)/g, "]");

/** How many minutes prose takes, by words in English and by characters in Chinese. */
export function minutes(prose: string): number {
  const latin = prose.match(/[A-Za-z0-9_’'-]+/g)?.length ?? 0;
  const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0;
  return Math.max(1, Math.round(latin / PACE.en + han / PACE["zh-cn"]));
}

const distinct = (source: string, pattern: RegExp): number =>
  new Set(Array.from(source.matchAll(pattern), ([, name]) => name)).size;

/** All chapters in the book's order. To be called from the project's root. */
export const stats = (): Stats[] =>
  globSync("content/chapters/*/en.mdx")
    .toSorted()
    .map((file) => {
      const chapter = basename(dirname(file));
      const read = (lang: string) => readFileSync(file.replace("en.mdx", `${lang}.mdx`), "utf8");
      const source = read("en");
      const { predictions, cells } = inventory(chapter.replace(/^\d+-/, ""));
      return {
        chapter,
        en: minutes(proseOf(source)),
        "zh-cn": minutes(proseOf(read("zh-cn"))),
        predictions: predictions.length,
        cells: cells.length,
        sessions: distinct(source, /\bsession="([^"]+)"/g),
        claims: distinct(source, /<Claim\s[^>]*?\bid="([^"]+)"/g),
      };
    });
