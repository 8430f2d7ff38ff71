import type { HTTPRequest, Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { CHAPTER, PLAYER, state, until, useWalk, walking } from "./walk.ts";

const { open } = useWalk();
const CELL = `code-cell[data-cell="isn"]`;

/** Opens a chapter; what then is asked for under such an address is answered by something else. */
async function opened(
  path: string,
  address: RegExp,
  answer: (request: HTTPRequest) => Promise<void>,
): Promise<{ page: Page; faults: string[] }> {
  const { page, faults } = await open(path);
  await page.setRequestInterception(true);
  page.on(
    "request",
    (request) => void (address.test(request.url()) ? answer(request) : request.continue()),
  );
  return { page, faults };
}
const gone = (request: HTTPRequest) => request.respond({ status: 404 });
const damaged = (request: HTTPRequest) =>
  request.respond({ status: 200, contentType: "application/json", body: "{" });
const cut = (request: HTTPRequest) => request.abort();
const text = (page: Page, css: string) =>
  page.$eval(css, (place) => place.textContent.replaceAll(/\s+/g, " ").trim());
const readable = async (page: Page) =>
  expect(await page.$$eval("main p", (all) => all.some((one) => one.checkVisibility()))).toBe(true);

describe("a fault is told in a sentence, and the page stays", () => {
  walking.each([
    { what: "a session's file that is not there", address: /timeline\.json/, answer: gone },
    { what: "a damaged session", address: /timeline\.json/, answer: damaged },
    { what: "a terminal that does not load", address: /theatre\.[^/]*\.js/, answer: cut },
  ])("the player: $what", async ({ address, answer }) => {
    const { page, faults } = await opened(CHAPTER, address, answer);
    await page.click(`${PLAYER} .go`);
    await page.waitForSelector(`${PLAYER} .failed:not([hidden])`);
    expect(await text(page, `${PLAYER} .failed`)).toContain("could not be loaded");
    expect(await state(page)).toBe("idle");
    await readable(page);
    faults.length = 0; // the browser's own report of it
  });

  walking.each([
    {
      what: "a cell's program that is not there",
      address: /\/cells\/.*\.json/,
      answer: gone,
      says: "did not start",
    },
    {
      what: "a sandbox that does not start",
      address: /sandbox\.html/,
      answer: gone,
      says: "did not start",
    },
    {
      what: "a script that does not load",
      address: /reader\.[^/]*\.js/,
      answer: cut,
      says: "could not be loaded",
    },
  ])("a cell: $what", async ({ address, answer, says }) => {
    const { page, faults } = await opened(CHAPTER, address, answer);
    const before = await text(page, `${CELL} output`);
    await page.click(`${CELL} [data-action="run"]`);
    await page.waitForSelector(`${CELL}[data-state="error"]`, { timeout: 30_000 });
    expect(await text(page, `${CELL} .status`)).toContain(says);
    expect(await text(page, `${CELL} output`)).toBe(before);
    expect(await page.$eval(`${CELL} [data-action="run"]`, (run) => run.checkVisibility())).toBe(
      true,
    );
    faults.length = 0;
  });

  walking("the search: an index that is not there", async () => {
    const { page, faults } = await opened(CHAPTER, /\/pagefind\//, gone);
    await page.click('[data-action="search"]');
    await page.waitForFunction(() =>
      document.querySelector("dialog[open].search")?.textContent.includes("could not be loaded"),
    );
    faults.length = 0;
  });

  walking("the lab: a model that does not load", async () => {
    const { page, faults } = await opened("/lab/", /reader\.[^/]*\.js/, cut);
    await page.focus("lab-instrument input, lab-instrument select");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() =>
      document.querySelector("[role=status].wrong")?.textContent.includes("could not be loaded"),
    );
    faults.length = 0;
  });
});

describe("without what a page may do without", () => {
  walking("a line so slow that no script comes: all there is to read is there", async () => {
    const { page } = await open("/404.html");
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      if (request.resourceType() !== "script") void request.continue(); // scripts wait for ever
    });
    const chapter = new URL(CHAPTER, page.url()).href;
    void page.goto(chapter).catch(() => null); // it never ends
    await page.waitForSelector("footer");
    await readable(page);
    expect(await text(page, `${PLAYER} .prog`)).toContain("TIME_WAIT");
    expect(await page.$eval(`${PLAYER} .without-script`, (one) => one.checkVisibility())).toBe(
      true,
    );
  });

  walking.each([
    {
      what: "denied",
      before: `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })`,
    },
    {
      what: "full",
      before: `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`,
    },
  ])("a storage that is $what: predicted, played and run all the same", async ({ before }) => {
    const { page } = await open("/404.html");
    await page.evaluateOnNewDocument(before);
    await page.goto(new URL(CHAPTER, page.url()).href, { waitUntil: "networkidle0" });
    await page.click('input[value="old-ack"]');
    await page.click('a[data-step="same-port"]');
    await until(page, "paused");
    await page.click(`${CELL} [data-action="run"]`);
    await page.waitForSelector(`${CELL}[data-state="done"]`);
  });

  walking("hostile data kept: it is text, or it is not there", async () => {
    const { page } = await open("/404.html");
    const evil = `<img src=x onerror="window.pwned=1">`;
    await page.evaluate((evil) => {
      const chapter = {
        read: true,
        ran: [evil],
        place: { hash: "#signature", title: evil, lang: evil },
      };
      const keep = (name: string, data: unknown) =>
        localStorage.setItem(`wcf:${name}`, JSON.stringify({ v: 1, data }));
      keep("progress", { chapters: { "server-time-wait": chapter }, last: "server-time-wait" });
      keep("predictions", { "syn-in-time-wait": { choice: evil, settled: true } });
      keep("edits", { "03-server-time-wait/isn": { text: evil, past: [evil] } });
      keep("exercises", { after: { code: evil, past: evil, solved: true } });
      keep("player", { rate: evil, skipIdle: evil });
    }, evil);
    for (const path of [
      "/",
      CHAPTER,
      "/exercises/",
      `${CHAPTER}#code/isn/${evil}`,
      `/lab/#seq=${evil}`,
    ]) {
      await page.goto(new URL(path, page.url()).href, { waitUntil: "networkidle0" });
      expect(await page.evaluate(() => "pwned" in window)).toBe(false);
      expect(await page.$$("img[src=x]")).toEqual([]);
    }
  });

  walking("a second tab: what is written in one is there in the other", async () => {
    const { page } = await open(CHAPTER);
    const second = await page.browserContext().newPage();
    await second.goto(page.url(), { waitUntil: "networkidle0" });
    const chosen = (tab: Page) => tab.$(`predict-first input[value="old-ack"]:checked`);
    await page.bringToFront();
    await page.click('input[value="old-ack"]');
    await expect.poll(() => chosen(second), { timeout: 10_000 }).not.toBeNull();
    await second.bringToFront();
    await second.click('predict-first input:not([value="old-ack"])');
    await expect.poll(() => chosen(page), { timeout: 10_000 }).toBeNull();
  });
});
