import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textFragment } from "../../components/clause/fragment.ts";
import { serve } from "../../src/site/serve.ts";
import { launch } from "../bench/browser.ts";
import { noBrowser } from "./browser.ts";
import { asset } from "./dist.ts";

const SOURCE = `
   As such, when
   it is told to close, a side MUST close its connection and wait, for
   twice as long.  Wait.  A word may be hyphen-
   ated.
`;

test.each([
  ["Wait.", ":~:text=Wait."],
  [
    "A word may be hyphenated.".replace("hyphen", "hyphen-"),
    ":~:text=A%20word%20may%20be%20hyphen%2D",
  ],
  [
    "As such, when it is told to close, a side MUST close its connection and wait, for twice as long.",
    ":~:text=As%20such%2C%20when,twice%20as%20long.",
  ],
])("the text fragment of %j", (sentence, fragment) => {
  expect(textFragment(sentence, SOURCE)).toBe(fragment);
});

test("a sentence that an RFC has not is refused", () => {
  expect(() => textFragment("As never.", SOURCE)).toThrow(/"As never." is not in the RFC's text/);
});

/** Every quoted sentence's id, its link to the RFC Editor, and the RFC. */
const links = Array.from(
  asset("from-an-rfc-thread/index.html")
    .toString()
    .matchAll(/<div class="sent" id="(.*?)">.*?<a class="there" href="(.*?)"/gs),
  ([, id = "", href = ""]) => ({ id, href, rfc: id.split("-")[0] ?? "" }),
);
const rfcs = [...new Set(links.map(({ rfc }) => rfc))];

const LINE = 20;
const EMPTY = 200;
const VIEW = 400;

describe.skipIf(noBrowser)("where an RFC stands in its lines", () => {
  let folder: string;
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "who-closes-first-rfc-"));
    for (const rfc of rfcs) {
      const text = readFileSync(`content/rfc/${rfc}.txt`, "utf8").replaceAll("<", "&lt;");
      const empty = ".\n".repeat(EMPTY);
      writeFileSync(
        join(folder, `${rfc}.html`),
        `<!doctype html><style>* { margin: 0; font: ${LINE / 2}px/${LINE}px monospace }</style><pre>${empty}${text}${empty}</pre>`,
      );
    }
    site = await serve(folder, 0);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    site.server.close();
    rmSync(folder, { recursive: true });
  });

  test.each(rfcs)("the links to the sentences of %s each lead to theirs", async (rfc) => {
    const source = readFileSync(`content/rfc/${rfc}.txt`, "utf8");
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: VIEW });
    const lost: string[] = [];
    for (const { id, href } of links.filter((one) => one.rfc === rfc)) {
      await page.goto("about:blank");
      await page.goto(new URL(rfc + new URL(href).hash, site.url).href);
      await page.waitForFunction(() => scrollY > 0, { timeout: 3000 }).catch(() => undefined);
      const top = await page.evaluate(() => scrollY);
      const sentence = decodeURIComponent(href.split(":~:text=")[1]?.split(",")[0] ?? "");
      const line = source.slice(0, source.indexOf(sentence)).split("\n").length - 1;
      const y = (EMPTY + line) * LINE;
      if (y < top || y > top + VIEW) lost.push(`${id} (${sentence})`);
    }
    expect(lost).toEqual([]);
    await page.close();
  });
});
