import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { asset, DIST, pages } from "./dist.ts";

const ids = globSync("content/claims/*.yaml").map((file) => basename(file, ".yaml"));
const html = (path: string) => pages.find(([name]) => name === path)?.[1] ?? "";

/** A whole address of the site → the file in dist/ that answers it. */
const fileAt = (url: string): string => {
  const { pathname } = new URL(url);
  return join(DIST, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
};

/** What a page says about itself in schema.org's words. */
const linkedData = (path: string): Record<string, unknown>[] =>
  Array.from(
    html(path).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs),
    ([, json = ""]) => JSON.parse(json) as Record<string, unknown>,
  );

describe("a claim's twin", () => {
  test.each(ids)("%s says what the claim says, and every address in it is there", (id) => {
    const json = asset(`claims/${id}.json`).toString();
    const twin = JSON.parse(json) as Record<string, unknown>;
    const claim = parse(readFileSync(`content/claims/${id}.yaml`, "utf8")) as Record<
      string,
      unknown
    >;
    expect(twin).toMatchObject({ id, says: claim.says, refuted: claim.refuted });
    expect(twin.evidence).toHaveLength((claim.evidence as unknown[]).length);
    const urls = json.match(/(?<=")https:\/\/who-closes-first[^"]+/g) ?? [];
    expect(urls.length).toBeGreaterThan(4);
    for (const url of urls) expect(existsSync(fileAt(url)), url).toBe(true);
  });
});

test("a claim's page leads to its twin, and is a Claim", () => {
  const page = html("zh-cn/claims/reopen-isn-65537/index.html");
  expect(page).toMatch(
    /rel="alternate" type="application\/json" href="\/claims\/reopen-isn-65537.json"/,
  );
  expect(linkedData("zh-cn/claims/reopen-isn-65537/index.html")).toMatchObject([
    { "@type": "Claim", identifier: "reopen-isn-65537", inLanguage: "zh-CN" },
  ]);
});

test("a chapter is a TechArticle, the home page is none", () => {
  expect(linkedData("server-time-wait/index.html")).toMatchObject([
    { "@type": "TechArticle", position: 3, inLanguage: "en" },
  ]);
  expect(linkedData("index.html")).toEqual([]);
});

test("llms.txt names every chapter and claim, at addresses that are there", () => {
  const text = asset("llms.txt").toString();
  expect(text).toMatch(/^# .+\n\n> .+\n/);
  for (const id of ids) expect(text).toContain(`/claims/${id}/)`);
  const urls = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, url = ""]) => url);
  expect(urls.length).toBeGreaterThan(ids.length + 20);
  for (const url of urls) expect(existsSync(fileAt(url)), url).toBe(true);
});

describe("a picture for previews", () => {
  const picture = (path: string) =>
    /<meta property="og:image" content="([^"]+)"/.exec(html(path))?.[1] ?? "";

  test("is there for every page, of one size, and drawn", () => {
    const files = new Set(pages.map(([path]) => fileAt(picture(path))));
    expect(files.size).toBeGreaterThan(30);
    for (const file of files) {
      const png = readFileSync(file);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)], file).toEqual([1200, 630]);
      // Letters and lines cannot be told in less; an empty one has a tenth of it.
      expect(png.length, file).toBeGreaterThan(20_000);
      expect(png.length, file).toBeLessThan(100_000);
    }
    for (const [path, page] of pages)
      expect(page, path).toMatch(/property="og:image:alt" content="\S/);
  });

  test("is that of the step a claim rests on, of a session’s poster, of a chapter’s first claim", () => {
    expect(picture("claims/reopen-isn-65537/index.html")).toMatch(
      /server-time-wait\/reopened.png$/,
    );
    expect(picture("zh-cn/claims/reopen-isn-65537/index.html")).toBe(
      picture("claims/reopen-isn-65537/index.html"),
    );
    expect(picture("sessions/client-time-wait/index.html")).toMatch(
      /client-time-wait\/refused.png$/,
    );
    expect(picture("client-time-wait/index.html")).not.toBe(picture("index.html"));
  });
});
