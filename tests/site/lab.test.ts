import { describe, expect, test } from "vitest";
import type { Page } from "puppeteer-core";
import { fromHash } from "../../components/instrument/link.ts";
import { pages } from "./dist.ts";
import { tabTo } from "./keyboard.ts";
import { seen, useWalk, walking } from "./walk.ts";

const { open, url } = useWalk();
const HEADLINE = "[data-part=headline]";
const text = (page: Page, css: string) =>
  page.$eval(css, (element) => (element as HTMLElement).innerText.trim());
const says = (page: Page, wanted: string) =>
  page.waitForFunction(
    (css, wanted) => document.querySelector<HTMLElement>(css)?.innerText.includes(wanted),
    { timeout: 10_000 },
    HEADLINE,
    wanted,
  );
walking(
  "with the keyboard alone, a SYN that one rule refuses and another accepts goes into a link",
  async () => {
    const { page } = await open("/lab/");
    await page
      .browserContext()
      .setPermission(url(), { permission: { name: "clipboard-write" }, state: "granted" });
    await page
      .browserContext()
      .setPermission(url(), { permission: { name: "clipboard-read" }, state: "granted" });
    await tabTo(page, "lab-instrument select");
    await page.keyboard.type("one SYN");
    await page.waitForFunction(() => location.hash.includes("timestamps=0"));
    await says(page, "Refused: an ACK comes back");
    expect(await text(page, "[data-part=others]")).toMatch(/RFC 6191\s+Accepted/);
    await tabTo(page, 'input[name="kernel"]:checked');
    for (let tries = 0; tries < 11; tries++) {
      await page.keyboard.press("ArrowRight");
      if (await page.$('input[name="kernel"][value="rfc6191"]:checked')) break;
    }
    await says(page, "Accepted: a SYN-ACK comes back");
    await tabTo(page, "[data-action=copy-link]");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.querySelector("[data-action=copy-link]")?.textContent === "Copied",
    );
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(page.url());
    const other = await open(link.replace(url(), "/"));
    await says(other.page, "Accepted: a SYN-ACK comes back");
    expect(await other.page.$('input[name="kernel"][value="rfc6191"]:checked')).not.toBeNull();
    expect(await other.page.$eval('input[name="seq"]', (field) => field.value)).toBe("−1000");
    await other.page.click('[data-part=others] a[href*="kernel=6.18"]');
    await says(other.page, "Refused: an ACK comes back");
  },
);

walking("the map is walked on by arrows, and its squares are the fields' numbers", async () => {
  const { page } = await open("/lab/");
  expect(await page.$$eval(".map td[data-seq]", (all) => all.length)).toBe(72);
  await page.click('.map td[data-seq="1"][data-ts="0"]');
  await says(page, "Accepted");
  await page.keyboard.press("ArrowLeft");
  await says(page, "Refused");
  expect(await page.$eval('input[name="seq"]', (field) => field.value)).toBe("0");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    "seq 0, TSval 0: refused: TIME_WAIT stays",
  );
  await page.keyboard.press("ArrowUp");
  await says(page, "Accepted");
  expect(await text(page, "[data-part=beside]")).toContain("Linux 6.18.44 did the same");
});

walking("a number that does not fit is said to be none, and the last one counts", async () => {
  const { page } = await open("/zh-cn/lab/#seq=1e9&ts=+5&kernel=6.1");
  await says(page, "接受");
  expect(await text(page, "#lab-wrong")).toContain("seq");
  await page.$eval('input[name="seq"]', (field) => field.select());
  await page.type('input[name="seq"]', "－１，０００");
  await page.waitForFunction(() => location.hash.includes("seq=-1000"));
  expect(await text(page, "#lab-wrong")).toBe("");
  await page.type('input[name="seq"]', "x");
  await page.waitForSelector('input[name="seq"][aria-invalid]');
  expect(await text(page, "#lab-wrong")).toBe("这里填不了这个数，仍以上一个为准。");
  await says(page, "接受");
});

walking("what has no part in a situation is not asked for", async () => {
  const { page } = await open("/lab/");
  await page.click('label:has(input[name="next"][value="connect"])');
  await says(page, "connect()");
  expect(await seen(page, '[data-setting="seq"]')).toBe(false);
  expect(await seen(page, '[data-setting="port"]')).toBe(true);
  expect(await seen(page, ".map")).toBe(false);
});

walking("without JavaScript one situation stands answered, and what kernels did", async () => {
  const { page } = await open("/lab/", { javascript: false });
  expect(await text(page, HEADLINE)).toBe("Refused: an ACK comes back");
  expect(await text(page, ".choose noscript")).toContain("Choosing needs JavaScript");
  expect(await page.$("lab-instrument fieldset:not([disabled]) > .fld select")).toBeNull();
  expect(await text(page, ".maps")).toContain("Linux 5.10, 6.1, 6.12, 6.18 and 7.3");
  expect(await page.$$eval(".maps td[data-seq]", (all) => all.length)).toBe(144);
});

describe("links to the lab", () => {
  const links = pages.flatMap(([path, html]) =>
    Array.from(html.matchAll(/(?:href="[^"#]*|value=")(#[a-z0-9]+=[^"]*)"/g), ([, hash = ""]) => ({
      path,
      hash: hash.replaceAll("&#38;", "&").replaceAll("&amp;", "&"),
    })),
  );
  test("hold nothing but settings that the page knows", () => {
    expect(links.length).toBeGreaterThan(30);
    for (const { path, hash } of links)
      expect(fromHash(hash)?.wrong, `${path}: ${hash}`).toEqual([]);
  });
});
