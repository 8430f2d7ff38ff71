import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { shareHash } from "../../components/cell/share.ts";
import { axe } from "./axe.ts";
import { chord, editing, rewrite, tabTo } from "./keyboard.ts";
import { CHAPTER, CHINESE, useWalk, walking } from "./walk.ts";

const { open, url } = useWalk();

const cell = (id: string) => `code-cell[data-cell="${id}"]`;
const press = (page: Page, id: string, action: string) =>
  page.click(`${cell(id)} [data-action="${action}"]`);
const ends = (page: Page, id: string, wanted: string) =>
  page.waitForSelector(`${cell(id)}[data-state="${wanted}"]`, { timeout: 20_000 });
const status = (page: Page, id: string) =>
  page.$eval(`${cell(id)} .status`, (place) => place.textContent);
const code = (page: Page, id: string) =>
  page.$eval(`${cell(id)} code`, (place) => place.textContent);
const output = (page: Page, id: string) =>
  page.$eval(`${cell(id)} output`, (place) => place.textContent);

/** Opens a cell's editor and replaces all its text. */
async function write(page: Page, id: string, text: string): Promise<void> {
  if (await page.$(`${cell(id)} .editor`)) await page.click(`${cell(id)} .editor`);
  else await press(page, id, "edit");
  await editing(page, cell(id));
  await rewrite(page, text);
}

/** A cell that shows a table of twenty columns, and a line of 400 characters. */
const wide = `import { show } from "notebook";
show.table([Object.fromEntries(Array.from({ length: 20 }, (_, n) => ["column " + n, 2 ** 31 + n]))]);
console.log("x".repeat(400));
`;

describe("a reader's edit of a cell", () => {
  walking("runs, is kept, put away and had back", async () => {
    const { page } = await open(CHAPTER);
    const own = await code(page, "isn");
    await write(page, "isn", `console.log("mine", 6 * 7);\n`);
    await ends(page, "isn", "stale");
    expect(await status(page, "isn")).toContain("edited");
    await press(page, "isn", "run");
    await ends(page, "isn", "done");
    expect(await output(page, "isn")).toBe("mine 42");
    await page.reload({ waitUntil: "networkidle0" });
    await ends(page, "isn", "stale");
    expect(await code(page, "isn")).toBe(`console.log("mine", 6 * 7);\n`);
    await press(page, "isn", "reset");
    await ends(page, "isn", "fresh");
    expect(await code(page, "isn")).toBe(own);
    await press(page, "isn", "undo");
    await ends(page, "isn", "stale");
    expect(await code(page, "isn")).toContain("mine");
  });

  walking(
    "with the keyboard alone: breaks it, sees the line, stops a loop, and finds it again tomorrow",
    async () => {
      const { page } = await open(CHAPTER);
      const loop = "let n = 0;\nfor (;;) n++;\n";
      await page.focus(`${cell("accept")} [data-action="run"]`);
      await tabTo(page, `${cell("isn")} [data-action="edit"]`);
      await page.keyboard.press("Enter");
      await editing(page, cell("isn"));
      await rewrite(page, "const a = 1;\nnope(a);\n");
      await chord(page, "Control", "Enter");
      await ends(page, "isn", "error");
      expect(await status(page, "isn")).toBe(
        "failed in line 2: it uses a name that is not defined",
      );
      await rewrite(page, loop);
      await chord(page, "Control", "Enter");
      await ends(page, "isn", "running");
      await page.keyboard.press("Escape");
      // Back out of the editor, past the two buttons that an edited cell has, to Stop.
      for (let tries = 0; tries < 9; tries++) {
        await chord(page, "Shift", "Tab");
        if (await page.evaluate(() => document.activeElement?.matches('[data-action="stop"]')))
          break;
      }
      await page.keyboard.press("Enter");
      await ends(page, "isn", "error");
      expect(await status(page, "isn")).toBe("Stopped.");
      expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe("Run");
      const tomorrow = await page.browserContext().newPage();
      await tomorrow.goto(page.url(), { waitUntil: "load" });
      await ends(tomorrow, "isn", "stale");
      expect(await code(tomorrow, "isn")).toBe(loop);
    },
  );

  walking("makes stale what imports it; Run runs what is needed, in order", async () => {
    const { page } = await open(CHAPTER);
    await write(page, "accept", `export const one = 1;\nconsole.log("accept ran");\n`);
    await write(page, "isn", `import { one } from "./accept.ts";\nconsole.log(one + 1);\n`);
    await press(page, "isn", "run");
    await ends(page, "isn", "done");
    expect(await page.$(`${cell("accept")}[data-state="done"]`)).not.toBeNull();
    expect(await output(page, "accept")).toBe("accept ran");
    expect(await output(page, "isn")).toContain("2");
    await write(page, "accept", `export const one = 10;\n`);
    await ends(page, "isn", "stale");
    expect(await status(page, "isn")).toBe("a cell that it imports has changed");
    await press(page, "isn", "run");
    await ends(page, "isn", "done");
    expect(await output(page, "isn")).toContain("11");
  });

  walking(
    "that fails has its line marked, and says in words what kind of failure it is",
    async () => {
      const { page } = await open(CHINESE);
      await write(page, "isn", "const a = 1;\nnope(a);\n");
      await press(page, "isn", "run");
      await ends(page, "isn", "error");
      expect(await status(page, "isn")).toBe("第2行出错：用到了没有定义的名字");
      const marked = await page.$eval(`${cell("isn")} .editor`, (host) =>
        Array.from(
          host.shadowRoot?.querySelectorAll(".cm-failed-number") ?? [],
          (one) => one.textContent,
        ),
      );
      expect(marked).toEqual(["2"]);
      await press(page, "isn", "edit"); // closes it
      await page.waitForSelector(`${cell("isn")} pre`, { visible: true });
    },
  );

  walking("is accessible while stale, running and failed, and no wider than a phone", async () => {
    const { page } = await open(CHAPTER, { width: 390 });
    const fine = async (state: string) => {
      await ends(page, "isn", state);
      expect(await axe(page), state).toEqual([]);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
      expect(await axe(page, ["color-contrast"]), `${state}, dark`).toEqual([]);
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
      expect(await page.evaluate(() => document.scrollingElement?.scrollWidth), state).toBe(390);
    };
    await write(page, "isn", wide);
    await fine("stale");
    await press(page, "isn", "run");
    await fine("done");
    await write(page, "isn", "const a = 1;\nnope(a);\n");
    await press(page, "isn", "run");
    await fine("error");
    await write(page, "isn", "await new Promise(() => setInterval(() => 0, 1000));\n");
    await press(page, "isn", "run");
    await fine("running");
    await press(page, "isn", "stop");
  });

  walking("is left with Esc and Tab, and says so", async () => {
    const { page } = await open(CHAPTER);
    await write(page, "isn", "1");
    await page.keyboard.press("Tab");
    const inside = () => page.evaluate(() => document.activeElement?.className);
    expect(await inside()).toBe("editor");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await inside()).not.toBe("editor");
    const said = await page.$eval(`${cell("isn")} .editor`, (host) => host.shadowRoot?.textContent);
    expect(said).toContain("Esc, then Tab");
  });

  walking("in a link is shown, not run, until the reader runs it", async () => {
    const hash = await shareHash("isn", `console.log("from afar");\n`);
    const { page } = await open(CHAPTER + hash);
    await ends(page, "isn", "stale");
    expect(await code(page, "isn")).toContain("from afar");
    expect(await output(page, "isn")).not.toContain("from afar");
    expect(await page.$eval(`${cell("isn")} .notice`, (note) => note.textContent)).toContain(
      "It is not ours",
    );
    expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain("wcf:edits");
    await press(page, "isn", "run");
    await ends(page, "isn", "done");
    expect(await output(page, "isn")).toBe("from afar");
    await press(page, "isn", "unshare");
    await ends(page, "isn", "stale");
    expect(await code(page, "isn")).not.toContain("from afar");
    await page.goto(`${url()}${CHAPTER}#code/isn/AAAA-not_deflated`);
    await page.waitForSelector(`${cell("isn")} .notice`);
    expect(await code(page, "isn")).not.toContain("from afar");
  });

  walking("can be shared: the link holds it", async () => {
    const { page } = await open(CHAPTER);
    await write(page, "isn", "console.log(5);\n");
    await press(page, "isn", "share");
    await page.waitForFunction(() => location.hash.startsWith("#code/"));
    expect(await page.evaluate(() => location.hash)).toBe(
      await shareHash("isn", "console.log(5);\n"),
    );
  });

  walking("may show a ladder; one of a trace that is none does no harm", async () => {
    const { page } = await open(CHAPTER);
    await write(
      page,
      "isn",
      `import { show } from "notebook";
const evil = '<img src=x onerror="document.title=1">';
const ends = { client: evil, server: evil };
const raw = { from: evil, to: evil };
show.ladder({ ends, start: { client: "CLOSED", server: "LISTEN" }, events: [{ kind: "call", at: 0, from: "client", name: evil, errno: evil }] });
show.ladder({ ends, events: [{ kind: "packet", number: evil, raw }] });
`,
    );
    await press(page, "isn", "run");
    await ends(page, "isn", "done");
    await page.waitForFunction(
      (css) => (document.querySelector(css)?.childNodes.length ?? 0) > 0,
      {},
      `${cell("isn")} output > :last-child`,
    );
    const shown = await page.$eval(`${cell("isn")} output`, (place) => place.innerHTML);
    expect(shown).toContain("<svg");
    expect(shown).not.toContain("<img");
    expect(shown).toContain("no trace that can be drawn");
  });
});
