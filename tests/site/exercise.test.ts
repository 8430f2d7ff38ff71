import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { axe } from "./axe.ts";
import { chord, editing, rewrite, tabTo } from "./keyboard.ts";
import { CHAPTER, CHINESE, useWalk, walking } from "./walk.ts";

const { open } = useWalk();

const one = (id: string) => `code-exercise[data-exercise="${id}"]`;
const ends = (page: Page, id: string, wanted: string) =>
  page.waitForSelector(`${one(id)}[data-state="${wanted}"]`, { timeout: 30_000 });
const text = (page: Page, css: string) => page.$eval(css, (place) => place.textContent);

const SYN = "accepts-syn";
const answer = (name: string) => readFileSync(`content/exercises/${SYN}/${name}.ts`, "utf8");

describe("an exercise", () => {
  walking("is failed, then solved, with the keyboard alone; and that is kept", async () => {
    const { page } = await open(CHAPTER);
    await page.focus(`${one("sequence-after")} .solution summary`);
    await tabTo(page, `${one(SYN)} [data-action="edit"]`);
    await page.keyboard.press("Enter");
    await editing(page, one(SYN));
    await rewrite(page, answer("wrong/and-for-or"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab"); // out of it
    await tabTo(page, `${one(SYN)} .hint summary`);
    await page.keyboard.down("Shift");
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.className === "editor")) break;
    }
    await page.keyboard.up("Shift");
    await chord(page, "Control", "Enter");
    await ends(page, SYN, "failed");
    expect(await text(page, `${one(SYN)} .status`)).toMatch(/As the kernel in \d+ of 1\d\d cases/);
    const said = await text(page, `${one(SYN)} .verdict`);
    expect(said).toContain("the rule with “and” for “or”");
    expect(said).toContain("tw/ts/SYN/");
    await page.waitForSelector(`${one(SYN)} .verdict .ladder svg`, { timeout: 20_000 });
    expect(await axe(page)).toEqual([]);

    await rewrite(page, answer("solution"));
    await chord(page, "Control", "Enter");
    await ends(page, SYN, "solved");
    expect(await text(page, `${one(SYN)} .status`)).toContain("Solved");
    await page.reload({ waitUntil: "networkidle0" });
    await page.waitForSelector(`${one(SYN)} .mark:not([hidden])`);
    expect(await text(page, `${one(SYN)} pre code`)).toBe(answer("solution"));
    await page.goto(new URL("/zh-cn/exercises/", page.url()).href, { waitUntil: "networkidle0" });
    const marks = await page.$$eval("[data-solved]:not([hidden])", (all) =>
      all.map((mark) => mark.getAttribute("data-solved")),
    );
    expect(marks).toEqual([SYN]);
  });

  walking("says where code fails, cuts off a loop, and compares without overwriting", async () => {
    const { page } = await open(CHINESE);
    const id = "sequence-after";
    await page.click(`${one(id)} [data-action="edit"]`);
    await page.waitForSelector(`${one(id)} .editor`);
    await editing(page, one(id));
    await rewrite(page, "export function after() {\n  return nowhere;\n}\n");
    await page.click(`${one(id)} [data-action="check"]`);
    await ends(page, id, "error");
    expect(await text(page, `${one(id)} .status`)).toBe("第2行出错：用到了没有定义的名字。");
    await page.click(`${one(id)} .editor`);
    const looping = "export function after() {\n  for (;;);\n}\n";
    await rewrite(page, looping);
    await page.click(`${one(id)} [data-action="check"]`);
    await page.waitForSelector(`${one(id)}[data-state="running"]`);
    await page.click(`${one(id)} [data-action="stop"]`);
    await ends(page, id, "error");
    expect(await text(page, `${one(id)} .status`)).toBe("已停止。");
    await page.click(`${one(id)} .solution summary`);
    await page.waitForSelector(`${one(id)} .diff .only`);
    expect(await text(page, `${one(id)} .diff`)).toContain("只在你的代码里：  for (;;);");
    await page.click(`${one(id)} [data-action="reset"]`);
    await page.waitForSelector(`${one(id)} [data-action="undo"]:not([hidden])`);
    await page.click(`${one(id)} [data-action="undo"]`);
    await page.waitForSelector(`${one(id)} [data-action="reset"]:not([hidden])`);
    expect(await text(page, `${one(id)} pre code`)).toBe(looping);
  });

  walking("has its task, hints and solution without scripts", async () => {
    const { page } = await open(CHAPTER, { javascript: false });
    expect(await page.$(`${one(SYN)} [data-action]:not([hidden])`)).toBeNull();
    const shown = await page.$eval(one(SYN), (element) => element.textContent);
    for (const word of ["Write the kernel’s rule", "Three cases.", "PAWS: older"])
      expect(shown).toContain(word);
  });
});
