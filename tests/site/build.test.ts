import { createHash } from "node:crypto";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate/node";
import { LinkChecker, LinkState } from "linkinator";
import { describe, expect, test } from "vitest";
import { asset, brotli, DIST, distinct, pages } from "./dist.ts";

const KB = 1000; // design: budgets are in kB
const ids = (html: string) => Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id = ""]) => id);
const page = (path: string): string => {
  const found = pages.find(([name]) => name === path);
  if (!found) throw new Error(`${path} was not built`);
  return found[1];
};

describe("every page", () => {
  const validator = new HtmlValidate(new FileSystemConfigLoader());
  test.each(distinct)("%s is valid HTML", async (path) => {
    const { results } = await validator.validateFile(`${DIST}/${path}`);
    const messages = results.flatMap(({ messages }) =>
      messages.map(({ line, column, message }) => `${line}:${column} ${message}`),
    );
    expect(messages).toEqual([]);
  });

  test.each(pages)(
    "%s has a policy without foreign or unhashed scripts, and keeps to it",
    (_path, html) => {
      const policy =
        /<meta http-equiv="content-security-policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
      expect(policy.replaceAll(/ 'sha256-[^']+'/g, "")).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'",
      );
      expect(html.indexOf("content-security-policy")).toBeLessThan(html.indexOf("<script"));
      for (const [, attributes = "", script = ""] of html.matchAll(
        /<script([^>]*)>(.*?)<\/script>/gs,
      )) {
        if (attributes.includes("src=")) continue;
        if (attributes.includes('type="application/ld+json"')) {
          JSON.parse(script); // data, which nothing runs
          continue;
        }
        const hash = createHash("sha256").update(script).digest("base64");
        expect(policy).toContain(`'sha256-${hash}'`);
      }
      expect(html).not.toMatch(/\son[a-z]+="/);
    },
  );

  test.each(pages)("%s takes nothing from another origin", (_path, html) => {
    const loaded = Array.from(
      html.matchAll(/<(?:script|img|iframe|source|link)\b[^>]*?\s(?:src|href)="([^"]+)"/g),
      ([tag, url = ""]) => ({ tag, url }),
    ).filter(({ tag }) => !/rel="(?:canonical|alternate|sitemap)"/.test(tag));
    for (const { url } of loaded) expect(url).toMatch(/^(?:\/(?!\/)|data:)/);
  });

  // The whole book on one page is as long as its chapters.
  const budgeted = distinct.filter(([path]) => !path.endsWith("book/index.html"));
  test.each(budgeted)("%s has at most 60 kB of HTML and CSS", (_path, html) => {
    const styles = Array.from(
      html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
      ([, url = ""]) => url,
    );
    const bytes = styles.reduce((sum, url) => sum + brotli(asset(url)), brotli(html));
    expect(bytes).toBeLessThanOrEqual(60 * KB);
  });

  test.each(pages)("%s says what language it is in, and where the other is", (path, html) => {
    const chinese = path.startsWith("zh-cn/");
    expect(html).toMatch(chinese ? /<html lang="zh-CN"/ : /<html lang="en"/);
    expect(html).not.toMatch(/<html[^>]*data-theme/); // the system decides until the reader does
    if (path !== "404.html") expect(html).toMatch(/<link rel="alternate" hreflang="zh-CN"/);
  });
});

test("no link and no fragment leads nowhere", async () => {
  const { links } = await new LinkChecker().check({
    path: DIST,
    recurse: true,
    checkFragments: true,
    // Its own server gives up on a file now and then, on a busy machine; what is missing stays missing.
    retryErrors: true,
    retryErrorsCount: 3,
    // A fragment with settings in it is no id: tests/site/lab.test.ts reads those.
    linksToSkip: ["^https?://(?!localhost|127)", "/lab/#[a-z0-9]+="],
  });
  expect(links.length).toBeGreaterThan(50);
  expect(
    links
      .filter(({ state }) => state === LinkState.BROKEN)
      .map(({ url, parent }) => `${parent} → ${url}`),
  ).toEqual([]);
});

describe("both languages", () => {
  test("have the same pages", () => {
    const english = pages
      .map(([path]) => path)
      .filter((path) => !path.startsWith("zh-cn/") && path !== "404.html");
    const chinese = pages.map(([path]) => path).filter((path) => path.startsWith("zh-cn/"));
    expect(chinese).toEqual(english.map((path) => `zh-cn/${path}`));
  });

  test.each(
    pages.map(([path]) => path).filter((path) => !path.startsWith("zh-cn/") && path !== "404.html"),
  )("have the same ids on %s", (path) =>
    expect(ids(page(`zh-cn/${path}`))).toEqual(ids(page(path))),
  );
});

describe("chapters", () => {
  const chapters = readdirSync("content/chapters");
  test("are listed where they exist, and only those", () => {
    for (const [prefix, path] of [
      ["", "index.html"],
      ["/zh-cn", "zh-cn/index.html"],
    ]) {
      const list = /<ol class="contents">(.*?)<\/ol>/s.exec(page(path ?? ""))?.[1] ?? "";
      const linked = Array.from(list.matchAll(/href="([^"]+)"/g), ([, url]) => url);
      expect(linked).toEqual(chapters.map((folder) => `${prefix}/${folder.replace(/^\d+-/, "")}/`));
    }
  });

  test.each(globSync("content/{chapters,pages}/*/*.mdx"))(
    "%s gives every heading an id of its own",
    (file) => {
      const headings = readFileSync(file, "utf8")
        .replace(/^```.*?^```$/gms, "") // a comment in a shell is no heading
        .split("\n")
        .filter((line) => /^#{1,6} /.test(line));
      expect(headings.length).toBeGreaterThan(0);
      for (const heading of headings) expect(heading).toMatch(/ \{#[a-z0-9-]+\}$/);
    },
  );
});

test("the sandbox's page runs only its own script, which its policy names", () => {
  const html = asset("sandbox.html").toString();
  const [, script = ""] = /<script>(.*)<\/script>/s.exec(html) ?? [];
  const hash = createHash("sha256").update(script).digest("base64");
  expect(html).toContain(
    `content="default-src 'none'; script-src 'sha256-${hash}' 'unsafe-eval' blob:; worker-src blob:"`,
  );
});

test("recorded files are served as they were recorded", () => {
  for (const file of globSync("content/{sessions/*/*/*,measurements/*/linux-*.json}"))
    expect(asset(file.replace(/^content/, "")).equals(readFileSync(file))).toBe(true);
});
