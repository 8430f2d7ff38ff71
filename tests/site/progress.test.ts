import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { CHAPTER, CHINESE, PLAYER, seen, until, useWalk, walking } from "./walk.ts";

const { open, url } = useWalk();
const WHY = "predict-first .why";
const text = (page: Page, css: string) =>
  page.$eval(css, (element) => (element as HTMLElement).innerText.trim());
const to = (page: Page, path: string) =>
  page.goto(new URL(path, url()).href, { waitUntil: "networkidle0" });
/** Resolves when an element shows a text. */
const says = (page: Page, css: string, wanted: string) =>
  page.waitForFunction(
    (css, wanted) => document.querySelector<HTMLElement>(css)?.innerText.includes(wanted),
    { timeout: 10_000 },
    css,
    wanted,
  );

describe("a prediction", () => {
  walking("is set beside what the recording shows, once that was seen", async () => {
    const { page } = await open(CHAPTER);
    await page.click('input[value="old-ack"]');
    await page.click('a[data-step="same-port"]');
    await until(page, "paused");
    expect(await seen(page, ".predict .was")).toBe(false);
    await page.click(`${PLAYER} [data-action="next-step"]`);
    await page.waitForSelector(".predict .was:not([hidden])");
    await page.click(`${WHY} summary`);
    expect(await text(page, `${WHY} .outcome`)).toBe(
      "It was: A SYN-ACK, at once.\nYou predicted: An ACK of the old connection, then a second try.",
    );
    await page.reload({ waitUntil: "networkidle0" });
    await page.waitForSelector(".predict .was:not([hidden])");
    await page.click('input[value="syn-ack"]');
    await says(page, WHY, "What happened");
    await page.click(`${WHY} summary`);
    await says(page, WHY, "As you predicted.");
    await page.click('[data-action="forget"]');
    await page.waitForSelector(".predict .was[hidden]");
    expect(await page.$("predict-first :checked")).toBeNull();
    await page.reload({ waitUntil: "networkidle0" });
    expect(await page.$("predict-first :checked")).toBeNull();
  });

  walking("that nobody made is settled by nothing", async () => {
    const { page } = await open(CHAPTER);
    await page.click(`${WHY} summary`);
    expect(await seen(page, ".predict .was")).toBe(false);
    expect(await text(page, `${WHY} .outcome`)).toBe("It was: A SYN-ACK, at once.");
  });

  walking("is explained without JavaScript", async () => {
    const { page } = await open(CHINESE, { javascript: false });
    await page.click(`${WHY} summary`);
    expect(await text(page, WHY)).toMatch(/实际：立即返回一个 SYN-ACK。[^]*让出位置/);
    expect(await seen(page, "predict-first .kept")).toBe(false);
  });
});

describe("a reader who comes back", () => {
  walking("is led to where he was, from the home page and in the chapter", async () => {
    const { page } = await open("/");
    expect(await seen(page, "[data-go-on]")).toBe(false);
    await to(page, CHAPTER);
    expect(await seen(page, "chapter-progress")).toBe(false);
    await page.click('input[value="reset"]');
    await page.$eval("#signature", (heading) => heading.scrollIntoView());
    await page.waitForFunction(() => localStorage.getItem("wcf:progress")?.includes("#signature"));
    await to(page, "/");
    await says(page, "[data-go-on]", "Continue: chapter 3, “And it signs the answer”");
    expect(await seen(page, "[data-start]")).toBe(false);
    expect(await text(page, `[data-chapter="server-time-wait"]`)).toBe("1 of 1 predicted");
    await to(page, CHINESE);
    await says(page, "chapter-progress", "从上次离开的地方继续");
    await Promise.all([to(page, "/"), page.waitForNavigation()]);
    await page.waitForSelector("[data-go-on]:not([hidden])");
    await Promise.all([page.waitForNavigation(), page.click("[data-go-on]")]);
    expect(new URL(page.url()).hash).toBe("#signature");
  });

  walking("finds what he ran and read in the contents, and the step he watched", async () => {
    const { page } = await open(CHAPTER);
    await page.evaluate(() => scrollTo(0, 10));
    await page.click('code-cell[data-cell="isn"] [data-action="run"]');
    await page.waitForFunction(() => localStorage.getItem("wcf:progress")?.includes('"isn"'));
    await page.click('a[data-step="time-wait"]');
    await until(page, "paused");
    await page.evaluate(() => scrollBy(0, 5));
    await page.waitForFunction(() =>
      localStorage.getItem("wcf:progress")?.includes("#s/server-time-wait/time-wait"),
    );
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>("[data-mark-read] input")?.checked,
    );
    await page.click(".menu summary");
    await says(page, '.menu a[aria-current="page"]', "read");
    await to(page, "/");
    await says(page, `[data-chapter="server-time-wait"]`, "read · 1 of 2 cells run");
    await to(page, CHAPTER);
    await page.click("[data-mark-read] input");
    await page.waitForFunction(
      () => !localStorage.getItem("wcf:progress")?.includes('"read":true'),
    );
  });
});

walking("where storage is blocked, everything works as long as the page", async () => {
  const { page } = await open("/");
  await page.evaluateOnNewDocument(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  await to(page, CHAPTER);
  await page.click('input[value="old-ack"]');
  await page.click('a[data-step="same-port"]');
  await until(page, "paused");
  await page.click(`${PLAYER} [data-action="next-step"]`);
  await page.waitForSelector(".predict .was:not([hidden])");
  await to(page, "/");
  expect(await seen(page, "[data-go-on]")).toBe(false);
});

describe("the reader's own data", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "own-data-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  walking("can be forgotten, which can be undone; and taken along as a file", async () => {
    const { page } = await open(CHAPTER);
    await page.click('input[value="reset"]');
    await page.waitForFunction(() => localStorage.getItem("wcf:predictions") !== null);
    await to(page, "/");
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      downloadPath: folder,
      browserContextId: page.browserContext().id ?? "",
    });
    await page.click('your-data [data-action="save"]');
    await says(page, "your-data .said", "Saved as");
    const [name = ""] = await waitForFile(folder);
    expect(readFileSync(join(folder, name), "utf8")).toContain('"who-closes-first": 1');

    await page.click('your-data [data-action="forget"]');
    await says(page, "your-data .said", "Everything is forgotten.");
    expect(await page.evaluate(() => localStorage.getItem("wcf:predictions"))).toBeNull();
    expect(await seen(page, `[data-chapter="server-time-wait"]`)).toBe(false);
    await page.keyboard.press("Enter"); // the focus is on Undo
    await says(page, "your-data .said", "It is as it was.");
    await says(page, `[data-chapter="server-time-wait"]`, "1 of 1 predicted");

    const load = async (file: string) => {
      const [chooser] = await Promise.all([
        page.waitForFileChooser(),
        page.click('your-data [data-action="load"]'),
      ]);
      await chooser.accept([join(folder, file)]);
    };
    await page.click('your-data [data-action="forget"]');
    writeFileSync(join(folder, "foreign.json"), "{}");
    await load("foreign.json");
    await says(page, "your-data .said", "foreign.json was not saved by this page");
    await load(name);
    await says(page, "your-data .said", "Loaded from");
    await says(page, `[data-chapter="server-time-wait"]`, "1 of 1 predicted");
  });
});

/** The files in a folder, as soon as there is a whole one. */
async function waitForFile(folder: string): Promise<string[]> {
  for (let tries = 0; tries < 100; tries++) {
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    if (files.length > 0) return files;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nothing was saved");
}
