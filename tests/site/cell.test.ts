import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

  walking(
    "folds its setup, and unfolds it without JavaScript and where a line of it fails",
    async () => {
      const { page } = await open(CHAPTER, { javascript: false });
      const setup = `${cell("isn")} .l.setup`;
      const shown = (page: Page) =>
        page.$$eval(setup, (lines) => lines.filter((line) => line.checkVisibility()).length);
      expect(await shown(page)).toBe(0);
      await page.click(`${cell("isn")} details.setup summary`);
      expect(await shown(page)).toBe(4);
      const { page: broken } = await attack("nope();");
      await ends(broken, "isn", "error");
      expect(await status(broken)).toContain("line 1");
      expect(await shown(broken)).toBe(4);
    },
  );

  walking("draws its plot again, and what draws it is loaded only then", async () => {
    const { page, loaded } = await open("/inside-the-kernel/");
    const plot = `${cell("older")} .shown.plot svg`;
    const points = () => page.$$eval(`${plot} circle`, (all) => all.length);
    expect(await points()).toBe(41);
    await page.click(`${cell("changes")} [data-action="run"]`);
    await ends(page, "changes", "done");
    const before = (await loaded()).length;
    await page.$eval(`${cell("older")} output`, (place) => place.replaceChildren());
    await page.click(`${cell("older")} [data-action="run"]`);
    await page.waitForSelector(plot);
    expect(await points()).toBe(41);
    const later = (await loaded())
      .slice(before)
      .filter(({ url }) => /\/plot\.[^/]+\.js$/.test(url));
    expect(later).toHaveLength(1);
  });

  /** Opens the chapter so that its second cell's program is another one, and runs it. */
  async function attack(source: string): Promise<{ page: Page; faults: string[] }> {
    const { page, faults } = await open(CHAPTER);
    await page.setRequestInterception(true);
    page.on(
      "request",
      (request) =>
        void (request.url().includes("/isn.json")
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
      await page.$eval(
        `${cell("isn")} output .failed`,
        (place) => (place as HTMLElement).dataset.line,
      ),
    ).toBe("2");
  });

  walking("that is stopped leaves no worker behind, even when it had not begun", async () => {
    const { page } = await attack("for (;;) {}");
    // The sandbox has hardly been asked for: by hand, or by time where the machine is that slow.
    await page.click(`${cell("isn")} [data-action="stop"]`);
    await ends(page, "isn", "error");
    expect(await status(page)).toMatch(/^Stopped/);
    const workers = () => page.workers().length;
    await page.click(`${cell("isn")} [data-action="run"]`);
    await expect.poll(workers, { timeout: 10_000 }).toBe(1);
    await page.click(`${cell("isn")} [data-action="stop"]`);
    await expect.poll(workers, { timeout: 10_000 }).toBe(0);
  });

  walking("that lies about its output shows nothing that is not an output", async () => {
    const { page } = await attack(`
      const say = (self as any).postMessage.bind(self);
      say({ kind: "text", text: "<img src=x onerror=alert(1)>" });
      say({ kind: "html", html: "<b>no</b>" });
      say({ kind: "table", columns: "no", rows: 1 });
      say(null);
      (self as any).postMessage = () => undefined;
    `);
    await ends(page, "isn", "done").catch(() => ends(page, "isn", "error"));
    const html = await page.$eval(`${cell("isn")} output`, (place) => place.innerHTML);
    expect(html).toContain("&lt;img src=x");
    expect(html).not.toContain("<b>");
    expect(html).not.toContain("<img");
  });

  walking("that shows nothing two thousand times is cut off", async () => {
    const { page } = await attack(`for (let i = 0; i < 2000; i++) console.log("");`);
    await ends(page, "isn", "error");
    expect(await status(page)).toContain("64 KB");
  });

  walking("reaches neither network, storage, page nor another worker", async () => {
    // Another site that counts who comes: the policy must keep even the attempt from leaving.
    let reached = 0;
    const elsewhere = createServer((_request, response) => {
      reached++;
      response.setHeader("access-control-allow-origin", "*").end("export default 1;");
    });
    elsewhere.on("upgrade", (_request, socket) => {
      reached++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const target = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    const { page, faults } = await attack(`
      const target = "http://${target}/";
      const tries: [string, () => unknown][] = [
        ["fetch", () => fetch(target)],
        ["fetch of the site", () => fetch("${url()}")],
        ["XMLHttpRequest", () => { const x = new XMLHttpRequest(); x.open("GET", target, false); x.send(); return x.responseText; }],
        ["importScripts", () => (self as any).importScripts(target)],
        ["import", () => new Function("return import(" + JSON.stringify(target) + ")")()],
        ["indexedDB", () => new Promise((yes, no) => { const r = indexedDB.open("x"); r.onsuccess = yes; r.onerror = no; })],
        ["localStorage", () => localStorage.length],
        ["document", () => document.title],
        ["parent", () => (self as any).parent.location.href],
        ["WebSocket", () => new Promise((yes, no) => { const w = new WebSocket("ws://${target}/"); w.onopen = yes; w.onerror = no; })],
        ["EventSource", () => new Promise((yes, no) => { const e = new EventSource(target); e.onopen = yes; e.onerror = no; })],
        ["Worker", () => new Promise((yes, no) => { const w = new Worker(target); w.onmessage = yes; w.onerror = no; })],
        ["caches", () => caches.keys()],
      ];
      for (const [name, attempt] of tries)
        try {
          const result = attempt();
          if (result instanceof Promise) result.then(() => { throw new Error("got out: " + name); }, () => {});
          else console.log("got out: " + name);
        } catch { console.log("held: " + name); }
      const until = Date.now() + 500; // so that what was begun has time to leave
      while (Date.now() < until);
    `);
    try {
      await ends(page, "isn", "done");
      const shown = await output(page, "isn");
      expect(shown).not.toContain("got out");
      for (const name of ["XMLHttpRequest", "importScripts", "localStorage", "document", "parent"])
        expect(shown).toContain(`held: ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(reached).toBe(0);
      expect(faults.filter((fault) => fault.includes("got out"))).toEqual([]);
      faults.length = 0; // Chromium reports each blocked attempt; that is all it may report
    } finally {
      await new Promise((resolve) => elsewhere.close(resolve));
    }
  });

  walking("'s sandbox does nothing for a page that frames it without sandboxing it", async () => {
    const { page } = await open(CHAPTER);
    const answered = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const frame = document.createElement("iframe");
          frame.src = "/sandbox.html";
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(true);
          frame.onload = () => {
            frame.contentWindow?.postMessage("", "*", [port2]);
            setTimeout(() => resolve(false), 1000);
          };
          document.body.append(frame);
        }),
    );
    expect(answered).toBe(false);
  });
});
