import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { CHAPTER, useWalk, walking } from "./walk.ts";

const { open, url } = useWalk();

describe("a cell", () => {
  const cell = (id: string) => `code-cell[data-cell="${id}"]`;
  const output = (page: Page, id: string) =>
    page.$eval(`${cell(id)} output`, (place) => place.textContent);
  const ends = (page: Page, id: string, wanted: string) =>
    page.waitForSelector(`${cell(id)}[data-state="${wanted}"]`, { timeout: 20_000 });

  walking("runs in the reader's browser and shows what the build showed", async () => {
    const { page } = await open(CHAPTER);
    for (const id of ["accept", "isn"]) {
      const built = await output(page, id);
      await page.$eval(`${cell(id)} output`, (place) => place.replaceChildren());
      await page.click(`${cell(id)} [data-action="run"]`);
      await ends(page, id, "done");
      expect(await output(page, id)).toBe(built);
    }
    expect(await output(page, "isn")).toContain("65537");
  });

  /** Opens the chapter so that its second cell's program is another one, and runs it. */
  async function attack(source: string): Promise<{ page: Page; faults: string[] }> {
    const { page, faults } = await open(CHAPTER);
    await page.setRequestInterception(true);
    page.on(
      "request",
      (request) =>
        void (request.url().endsWith("/isn.json")
          ? request.respond({
              contentType: "application/json",
              body: JSON.stringify({ entry: "isn.ts", files: { "isn.ts": source }, sessions: {} }),
            })
          : request.continue()),
    );
    await page.click(`${cell("isn")} [data-action="run"]`);
    return { page, faults };
  }
  const status = (page: Page) => page.$eval(`${cell("isn")} .status`, (place) => place.textContent);

  walking("that never ends is stopped, by time and by hand", async () => {
    const { page } = await attack("for (;;) {}");
    await ends(page, "isn", "error");
    expect(await status(page)).toBe("Stopped after 5 s: the cell had not ended.");
    await page.click(`${cell("isn")} [data-action="run"]`);
    await ends(page, "isn", "running");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await page.click(`${cell("isn")} [data-action="stop"]`);
    await ends(page, "isn", "error");
    expect(await status(page)).toBe("Stopped.");
  });

  walking("that floods its output is cut off, and the page stays alive", async () => {
    const { page } = await attack(`for (;;) console.log("x".repeat(1000));`);
    await ends(page, "isn", "error");
    expect(await status(page)).toContain("64 KB");
    expect((await output(page, "isn")).length).toBeLessThan(70_000);
  });

  walking("that fails names its line", async () => {
    const { page } = await attack(`const a = 1;\nthrow new Error("no " + a);`);
    await ends(page, "isn", "error");
    expect(await output(page, "isn")).toBe("Error: no 1");
    expect(
      await page.$eval(`${cell("isn")} .failed`, (place) => (place as HTMLElement).dataset.line),
    ).toBe("2");
  });

  walking("reaches neither network, storage, page nor another worker", async () => {
    const { page, faults } = await attack(`
      const tries: [string, () => unknown][] = [
        ["fetch", () => fetch("${url()}")],
        ["XMLHttpRequest", () => { const x = new XMLHttpRequest(); x.open("GET", "${url()}", false); x.send(); return x.responseText; }],
        ["importScripts", () => (self as any).importScripts("${url()}favicon.svg")],
        ["indexedDB", () => new Promise((yes, no) => { const r = indexedDB.open("x"); r.onsuccess = yes; r.onerror = no; })],
        ["localStorage", () => localStorage.length],
        ["document", () => document.title],
        ["parent", () => (self as any).parent.location.href],
        ["WebSocket", () => new Promise((yes, no) => { const w = new WebSocket("${url().replace("http", "ws")}"); w.onopen = yes; w.onerror = no; })],
        ["caches", () => caches.keys()],
      ];
      for (const [name, attempt] of tries)
        try {
          const result = attempt();
          if (result instanceof Promise) result.then(() => { throw new Error("got out: " + name); }, () => {});
          else console.log("got out: " + name);
        } catch { console.log("held: " + name); }
    `);
    await ends(page, "isn", "done");
    const shown = await output(page, "isn");
    expect(shown).not.toContain("got out");
    for (const name of ["XMLHttpRequest", "importScripts", "localStorage", "document", "parent"])
      expect(shown).toContain(`held: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // Chromium reports each blocked attempt; nothing else may have gone wrong.
    expect(faults.splice(0).filter((fault) => fault.includes("got out"))).toEqual([]);
  });
});
