import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** What both languages must have in common, whatever they say. */
const COMMON = {
  "explicit ids": /\{#[a-z0-9-]+\}/g,
  links: /(?<=\]\()[\/#][^)]*(?=\))|(?<=href=")\/[^"]*(?=")/g,
  components: /<[A-Z]\w+\b[^>]*?\b(?:id|session|name|file|figure)="[^"]+"/g,
  "quoted words": /\bwords="[^"]+"/g,
  "numbers of recordings": /\{(?:facts|out)\.[^{}]*\}/g,
} as const;

/** Without what names a language: folders of links, picked texts. */
const common = (source: string, pattern: RegExp): string[] =>
  Array.from(source.matchAll(pattern), ([found]) =>
    found
      .replace("/zh-cn/", "/")
      .replace(/\.en\b|\["zh-cn"\]|\("(?:en|zh-cn)"\)/g, "")
      .replace(/wanPerSecond|millionsPerSecond/, "perSecond"),
  ).toSorted();

describe.each(globSync("content/{chapters,pages}/*/en.mdx"))("%s and its twin", (file) => {
  const english = readFileSync(file, "utf8");
  const chinese = readFileSync(file.replace("en.mdx", "zh-cn.mdx"), "utf8");

  test.each(Object.entries(COMMON))("have the same %s", (_, pattern) =>
    expect(common(chinese, pattern)).toEqual(common(english, pattern)),
  );

  test("link to pages of their own language", () => {
    const links = (source: string) =>
      Array.from(source.matchAll(COMMON.links), ([link]) => link).filter((link) => link[0] === "/");
    expect(links(english).filter((link) => link.startsWith("/zh-cn/"))).toEqual([]);
    expect(links(chinese).filter((link) => !link.startsWith("/zh-cn/"))).toEqual([]);
  });
});
