import { describe, expect, test } from "vitest";
import { usesOfClaims } from "../../components/claim/uses.ts";
import { pages } from "./dist.ts";
import { CHAPTER, CHINESE, seen, useWalk, walking } from "./walk.ts";

const { open } = useWalk();
const html = (path: string) => pages.find(([name]) => name === path)?.[1] ?? "";

test("every claim a chapter says is marked at its sentence, and leads to its page", () => {
  const sentences = usesOfClaims().filter(({ where }) => where === "sentence");
  expect(sentences.length).toBeGreaterThan(7);
  for (const { id, chapter, lang } of sentences) {
    const prefix = lang === "en" ? "" : `${lang}/`;
    const page = html(`${prefix}${chapter}/index.html`);
    expect(page).toContain(`data-claim="${id}" id="said-${id}"`);
    expect(page).toContain(`href="/${prefix}claims/${id}/"`);
  }
});

test("a claim's page has what would refute it, and all the forms to copy", () => {
  const page = html("claims/reopen-isn-65537/index.html");
  expect(page).toContain("What would refute it");
  for (const form of ["Link", "Markdown", "Plain text, 72 columns", "BibTeX"])
    expect(page).toContain(`aria-label="${form}"`);
  expect(page).toMatch(/Linux 6\.18\.44, 6\.12, 7\.3/);
});

describe("without JavaScript", () => {
  for (const path of [CHAPTER, CHINESE])
    walking(`a claim's card opens at its sentence on ${path}, and leads on`, async () => {
      const { page } = await open(path, { javascript: false });
      const card = "#card-syn-reopens-time-wait";
      expect(await seen(page, card)).toBe(false);
      await page.focus("#said-syn-reopens-time-wait .pop-mark");
      await page.keyboard.press("Enter");
      expect(await page.$eval(card, (element) => element.matches(":popover-open"))).toBe(true);
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toMatch(
        /\/claims\/syn-reopens-time-wait\/$/,
      );
      await page.keyboard.press("Escape");
      expect(await page.$eval(card, (element) => element.matches(":popover-open"))).toBe(false);
    });

  walking("claims are grouped by clause, kernel and function", async () => {
    const { page } = await open("/claims/", { javascript: false });
    expect(await page.$$eval("#by-clause, #by-kernel, #by-function", (found) => found.length)).toBe(
      3,
    );
    expect(await seen(page, ".filters")).toBe(false);
  });
});

walking("claims can be filtered, and the choice is in the address", async () => {
  const { page } = await open("/claims/");
  const shown = () =>
    page.$$eval("article[data-chapter]", (all) => all.filter((one) => !one.hidden).length);
  const all = await shown();
  await page.select('select[name="kernel"]', "linux-6.1");
  const some = await shown();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  expect(page.url()).toMatch(/\?kernel=linux-6\.1$/);
  await page.reload();
  expect(await shown()).toBe(some);
});
