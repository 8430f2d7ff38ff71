import { cpSync, mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headersFor, hostFile, RULES } from "../../src/site/hosting/headers.ts";
import { relativeLinks } from "../../src/site/hosting/links.ts";
import { serve } from "../../src/site/serve.ts";
import { noBrowser } from "./browser.ts";
import { chromium } from "./engines/installed.ts";
import { asset, DIST } from "./dist.ts";
import { PLAYER } from "./walk.ts";

const ground = {
  base: "/",
  hashOf: (file: string) => (file.endsWith(".json") ? "0a1b2c3d" : null),
};

test.each([
  ["zh-cn/lab/index.html", `<a href="/zh-cn/lab/#a">`, `<a href="./#a">`],
  ["zh-cn/lab/index.html", `<a href="/">`, `<a href="../../">`],
  ["index.html", `<img src="/_astro/a.svg">`, `<img src="_astro/a.svg">`],
  ["index.html", `<a href="//elsewhere/">`, `<a href="//elsewhere/">`],
  ["a/index.html", `<b data-timeline="/s/t.json">`, `<b data-timeline="../s/t.json?v=0a1b2c3d">`],
  ["a/index.html", `<a href="/s/t.json?x#y">`, `<a href="../s/t.json?x#y">`],
])("in %s, %s becomes %s", (path, before, after) => {
  expect(relativeLinks(before, path, ground)).toBe(after);
});

test("a site built for a folder of its host has the same links", () => {
  const link = (base: string, html: string) =>
    relativeLinks(html, "zh-cn/lab/index.html", { ...ground, base });
  expect(link("/book/", `<a href="/book/claims/">`)).toBe(link("/", `<a href="/claims/">`));
});

test("the file for the host has every header, and what is named by its content is kept for ever", () => {
  for (const { path, headers } of RULES)
    for (const [name, value] of Object.entries(headers))
      expect(hostFile()).toMatch(
        new RegExp(
          `^${RegExp.escape(path)}\\n(.*\\n)*?  ${RegExp.escape(`${name}: ${value}`)}$`,
          "m",
        ),
      );
  expect(asset("_headers").toString()).toBe(hostFile());
  expect(headersFor("/_astro/a.js")["Cache-Control"]).toContain("immutable");
  expect(headersFor("/claims/")["Cache-Control"]).toBeUndefined();
});

describe.skipIf(noBrowser)("in a folder of its host", () => {
  let folder: string;
  let site: { server: Server; url: string };
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "who-closes-first-site-"));
    cpSync(DIST, join(folder, "some/where"), { recursive: true });
    site = await serve(folder, 0);
    browser = await puppeteer.launch({ executablePath: chromium() ?? "", args: ["--no-sandbox"] });
    page = await browser.newPage();
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("response", (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    site.server.close();
    rmSync(folder, { recursive: true });
  });

  const at = (path: string) => page.goto(`${site.url}some/where/${path}`);
  const plays = async () => {
    await page.click(`${PLAYER} a[data-step="same-port"]`);
    await page.waitForSelector(`${PLAYER}[data-state="paused"]`);
    expect(await page.$eval(`${PLAYER} [data-pane="ss"]`, (pane) => pane.textContent)).toContain(
      "TIME-WAIT",
    );
  };

  test("it is read, played, run and searched", async () => {
    await at("zh-cn/server-time-wait/");
    await plays();
    await page.click(`code-cell [data-action="run"]`);
    await page.waitForSelector(`code-cell[data-state="done"]`);
    await page.click(`[data-action="search"]`);
    await page.waitForSelector("dialog.search input");
    await page.type("dialog.search input", "TIME_WAIT");
    const link = await page.waitForSelector("dialog.search a[href*='/some/where/zh-cn/']");
    expect(link).not.toBeNull();
    expect(faults).toEqual([]);
  }, 60_000);

  test("and without a network: any page is read and played, where it had been kept whole", async () => {
    await at("");
    await page.waitForFunction(
      async () => {
        const { active } = await navigator.serviceWorker.ready;
        return active?.state === "activated" && navigator.serviceWorker.controller !== null;
      },
      { timeout: 60_000, polling: 250 },
    );
    site.server.closeAllConnections();
    await new Promise((resolve) => site.server.close(resolve));
    await at("server-time-wait/");
    await plays();
    await at("zh-cn/claims/reopen-isn-65537/");
    expect(await page.$eval("h1", (title) => title.textContent)).toMatch(/\S/);
    await at("sessions/server-time-wait/6.1/"); // never seen, and not kept beforehand
    expect(await page.$eval("p", (text) => text.textContent)).toContain("There is no network");
    expect(faults.filter((fault) => !fault.startsWith("503"))).toEqual([]);
  }, 120_000);
});
