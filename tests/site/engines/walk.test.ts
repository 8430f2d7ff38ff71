import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { session, sessionNames } from "../../../src/sessions/library.ts";
import { serve } from "../../../src/site/serve.ts";
import { DIST } from "../dist.ts";
import { CHAPTER, CHINESE, PLAYER } from "../walk.ts";
import { until, type Engine } from "./engine.ts";
import { chromium, firefox, webkit } from "./installed.ts";
import { driven } from "./puppeteer.ts";
import { webkitGtk } from "./webkit.ts";

const CELL = 'code-cell[data-cell="isn"]';

/** The engines, each with how it is started; null where it is not installed. */
const engines = [
  { name: "Chromium", start: startOf(chromium(), (path) => driven("chrome", path)) },
  { name: "Firefox", start: startOf(firefox(), (path) => driven("firefox", path)) },
  { name: "WebKitGTK", start: startOf(webkit(), webkitGtk) },
];

function startOf<Path>(path: Path | null, start: (path: Path) => Promise<Engine>) {
  return path === null ? null : () => start(path);
}

for (const { name, start } of engines) {
  if (!start) {
    if (process.env.CI) throw new Error(`no ${name} was found: node tests/install.ts installs it`);
    console.warn(`No ${name} was found: nobody walks through the site in it.`);
  }
  // One walk: each step begins where the last one ended.
  describe.skipIf(!start)(`in ${name}`, { timeout: 120_000 }, () => {
    let engine: Engine;
    let end = () => Promise.resolve();
    let site: Awaited<ReturnType<typeof serve>>;
    const at = (path: string) => new URL(path, site.url).href;
    beforeAll(async () => {
      site = await serve(DIST, 0);
      if (!start) return;
      engine = await start();
      end = engine.end;
    }, 120_000);
    afterAll(async () => {
      await end();
      site.server.close();
    });

    /** What the page says of an element: its text as seen, or an attribute of it. */
    const text = (css: string) =>
      engine.ask((css) => document.querySelector<HTMLElement>(css)?.innerText ?? "", css);
    const attribute = (css: string, of: string) =>
      engine.ask((css, of) => document.querySelector(css)?.getAttribute(of) ?? null, css, of);
    const seen = (css: string) =>
      engine.ask((css) => !!document.querySelector(css)?.getClientRects().length, css);
    const player = (state: string) =>
      until(
        `the player is ${state}`,
        async () => (await attribute(PLAYER, "data-state")) === state,
      );
    const write = async (words: string) => {
      for (const character of words) await engine.press(character);
    };

    test("reads: the question, the packets and the transcripts are there, and nothing is too wide", async () => {
      await engine.goto(at(CHAPTER));
      expect(await text("main")).toContain("TIME_WAIT");
      expect(await seen("#fig-reopened svg")).toBe(true);
      expect(
        await engine.ask(
          () =>
            (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth,
        ),
      ).toBe(0);
    });

    test("plays, and pauses", async () => {
      await engine.click(`${PLAYER} .go`);
      await player("playing");
      await until("a terminal shows a command", async () =>
        (await text(`${PLAYER} .xterm`)).includes("ncat"),
      );
      await engine.click(`${PLAYER} .p-ctl [data-action="pause"]`);
      await player("paused");
    });

    test("seeks, by keys and by steps", async () => {
      const before = await attribute(PLAYER, "data-step");
      await engine.click(`${PLAYER} [data-action="next-step"]`);
      await until("the next step", async () => (await attribute(PLAYER, "data-step")) !== before);
      await engine.press("End");
      await player("ended");
      await until("the screen is drawn", async () =>
        (await text(`${PLAYER} .xterm`)).includes("ncat"),
      );
    });

    test("runs a cell", async () => {
      await engine.click(`${CELL} [data-action="run"]`);
      await until("the cell is done", async () => (await attribute(CELL, "data-state")) === "done");
      expect(await text(`${CELL} output`)).toContain("65537");
    });

    test("edits a cell, and runs what was written", async () => {
      await engine.click(`${CELL} [data-action="edit"]`);
      await until("the editor has the focus", () =>
        engine.ask(
          (css) => !!document.querySelector(css)?.shadowRoot?.activeElement,
          `${CELL} .editor`,
        ),
      );
      await engine.press("a", true);
      await write("console.log(6 * 7)");
      await engine.press("Enter", true);
      await until("the answer", async () => (await text(`${CELL} output`)).trim() === "42");
    });

    test("switches the theme", async () => {
      await engine.click('[data-action="theme"]');
      const theme = await attribute("html", "data-theme");
      expect(theme).toMatch(/^(dark|light)$/);
      const ground = await engine.ask(() => getComputedStyle(document.body).backgroundColor);
      await engine.click('[data-action="theme"]');
      expect(await engine.ask(() => getComputedStyle(document.body).backgroundColor)).not.toBe(
        ground,
      );
    });

    test("searches", async () => {
      await engine.ask(() => scrollTo(0, 0));
      await engine.click('[data-action="search"]:not(session-player *)');
      await until("the search", () => seen("dialog.search input"));
      await write("time wait");
      await until("results", () => seen("dialog.search .pagefind-ui__result-link"));
      expect(await text("dialog.search")).toContain("TIME_WAIT");
      await engine.press("Escape");
    });

    test("switches the language", async () => {
      await engine.goto(at(CHAPTER));
      await engine.click(".set a[hreflang]");
      await until("Chinese", async () => (await attribute("html", "lang")) === "zh-CN");
      expect(await engine.ask(() => location.pathname)).toBe(CHINESE);
      expect(await text("main")).toContain("TIME_WAIT");
    });

    test("prints the transcripts, and no controls", async () => {
      // What is for print only is shown, and what is for the screen only is not: by the engine's own layout.
      await engine.ask(() => {
        const rules = (sheet: CSSStyleSheet | CSSGroupingRule): CSSRule[] =>
          [...sheet.cssRules].flatMap((rule) => [
            rule,
            ...(rule instanceof CSSGroupingRule ? rules(rule) : []),
          ]);
        for (const rule of [...document.styleSheets].flatMap(rules)) {
          if (!(rule instanceof CSSMediaRule)) continue;
          rule.media.mediaText = rule.media.mediaText
            .replace(/\bscreen\b/g, "speech")
            .replace(/\bprint\b/g, "all");
        }
      });
      expect(await seen(".transcripts code")).toBe(true);
      for (const control of ["play", "run", "edit", "theme"])
        expect(await seen(`[data-action="${control}"]`)).toBe(false);
      const pdf = await engine.print();
      if (pdf !== null) expect(atob(pdf.slice(0, 8))).toMatch(/^%PDF/);
    });

    // WebKitGTK's driver takes a second for what the others do at once: it plays the one of its walk.
    test.each(name === "WebKitGTK" ? [] : sessionNames())("plays %s to its end", async (name) => {
      await engine.goto(at(`/sessions/${name}/`));
      await engine.click(`${PLAYER} .go`);
      await player("playing");
      await engine.press("End");
      await player("ended");
      expect(await attribute(PLAYER, "data-step")).toBe(session(name).file.steps.at(-1)?.id);
      // The screen is drawn with the next frame, which a busy machine takes its time for.
      await until(
        "a terminal shows something",
        async () => (await text(`${PLAYER} .xterm`)).trim() !== "",
      );
    });
  });
}
