import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { session } from "../../src/sessions/library.ts";
import { framesAt } from "../../src/sessions/transcript.ts";
import { CHAPTER, PLAYER, state, step, until, useWalk, walking } from "./walk.ts";

const { open } = useWalk();

const terminalText = (page: Page, pane: string) =>
  page.$eval(`[data-pane="${pane}"] .xterm-rows`, (rows) =>
    Array.from(rows.children, (row) => row.textContent.trimEnd()).join("\n"),
  );

const rate = (page: Page) => page.$eval(`${PLAYER} .p-ctl select`, (select) => select.value);

/** The chapter has another player. */
const FIRST = `${PLAYER}[data-session="server-time-wait"]`;

describe("the player", () => {
  walking("plays: TIME-WAIT appears in ss's terminal, and counts down", async () => {
    const { page } = await open(CHAPTER);
    expect(await state(page)).toBe("idle");
    await page.click(`${PLAYER} .p-ctl [data-action="play"]`);
    await until(page, "playing");
    await page.select(`${PLAYER} .p-ctl select`, "4");
    expect(await terminalText(page, "ss")).not.toContain("TIME-WAIT");
    /** Waits until ss tells of fewer seconds than these; how many they are then. */
    const fewerThan = async (seconds: number): Promise<number> => {
      const told = await page.waitForFunction(
        (before) => {
          const rows = Array.from(
            document.querySelectorAll('[data-pane="ss"] .xterm-rows > div'),
            (row) => row.textContent,
          );
          const [, left] =
            /^TIME-WAIT.*127\.0\.0\.1:8888.*timewait,(\d+)sec/m.exec(rows.join("\n")) ?? [];
          return left !== undefined && Number(left) < before ? Number(left) : undefined;
        },
        { timeout: 20_000 },
        seconds,
      );
      return Number(await told.jsonValue());
    };
    await fewerThan(await fewerThan(60));
    await page.click(`${PLAYER} [data-action="pause"]`);
    expect(await state(page)).toBe("paused");
    const clock = () => page.$eval(".clock .now", (now) => now.textContent);
    const paused = await clock();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await clock()).toBe(paused);
    await page.keyboard.press("End");
    await until(page, "ended");
    await page.waitForFunction(() =>
      document
        .querySelector('[data-pane="tcpdump"] .xterm-rows')
        ?.textContent.replaceAll("\u00a0", " ")
        .includes("18 packets captured"),
    );
  });

  walking("shows the recording's own screens, whichever way a step is reached", async () => {
    const found = session("server-time-wait");
    const { page } = await open(`${CHAPTER}#s/server-time-wait/time-wait`);
    await until(page, "paused");
    const { at } = found.file.steps.find(({ id }) => id === "time-wait") ?? { at: 0 };
    const frames = await framesAt(found, at);
    const same = async () => {
      for (const { id } of found.file.terminals)
        await page.waitForFunction(
          (id, wanted) =>
            Array.from(document.querySelectorAll(`[data-pane="${id}"] .xterm-rows > div`), (row) =>
              row.textContent.replaceAll("\u00a0", " ").trimEnd(),
            )
              .join("\n")
              .trimEnd() === wanted,
          { timeout: 5000 },
          id,
          (frames.get(id) ?? [])
            .map((row) => row.trimEnd())
            .join("\n")
            .trimEnd(),
        );
    };
    expect(await step(page)).toBe("time-wait");
    await same();
    await page.focus(PLAYER + " [data-action='next-step']");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    for (let times = 0; times < 5; times++) await page.keyboard.press("ArrowRight");
    expect(await step(page)).toBe("time-wait");
    await same();
    expect(await page.$eval(".socks tbody", (body) => (body as HTMLElement).innerText)).toMatch(
      /TIME-WAIT\s[^L]*59 \/ 60 s/,
    );
  });

  walking("goes step by step, and its slider speaks", async () => {
    const { page } = await open(CHAPTER);
    const ids = session("server-time-wait").file.steps.map(({ id }) => id);
    for (const id of ids) {
      await page.click(`${PLAYER} [data-action="next-step"]`);
      await page.waitForFunction(
        (id) => document.querySelector<HTMLElement>("session-player")?.dataset.step === id,
        {},
        id,
      );
    }
    await page.click(`${PLAYER} [data-action="previous-step"]`);
    expect(await step(page)).toBe(ids.at(-2));
    await page.keyboard.press("ArrowLeft");
    expect(await step(page)).toBe(ids.at(-3));
    await page.keyboard.press("ArrowRight");
    expect(await step(page)).toBe(ids.at(-2));
    const slider = `${PLAYER} input[type="range"]`;
    expect(await page.$eval(slider, (input) => input.getAttribute("aria-valuetext"))).toMatch(
      /^Step 8\. .*, \d\.\d{6} s$/,
    );
    await page.focus(slider);
    await page.keyboard.press("Home");
    expect(await page.$eval(slider, (input) => input.value)).toBe("0");
  });

  walking("leaves the focus at its controls when the first play began with a key", async () => {
    const { page } = await open(CHAPTER);
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.closest<HTMLElement>("[data-action]")?.dataset.action,
      );
    await page.focus(`${PLAYER} .go`);
    await page.keyboard.press("Enter");
    await until(page, "playing");
    expect(await focused()).toBe("pause");
    await page.keyboard.press("Enter");
    await until(page, "paused");
    expect(await focused()).toBe("play");
    await page.keyboard.press("Enter");
    await until(page, "playing");
    expect(await focused()).toBe("pause");
  });

  walking("obeys keys inside it, and lets Tab out", async () => {
    const { page } = await open(CHAPTER);
    await page.$eval(`${PLAYER} [data-pane="client"] .screen`, (element) =>
      (element as HTMLElement).focus(),
    );
    await page.keyboard.press("Space");
    await until(page, "playing");
    await page.keyboard.press("Space");
    await until(page, "paused");
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      const inside = await page.evaluate(
        () => document.activeElement?.closest("session-player") !== null,
      );
      if (!inside) return;
    }
    throw new Error("40 times Tab did not lead out of the player");
  });

  walking(
    "keeps its keys after a click into a terminal, and pauses when out of sight",
    async () => {
      const { page } = await open(CHAPTER);
      await page.click(`${PLAYER} .go`);
      await until(page, "playing");
      await page.click(`${PLAYER} [data-pane="client"] .xterm-screen`);
      await page.keyboard.press("Space");
      await until(page, "paused");
      const before = await step(page);
      await page.keyboard.press("ArrowRight");
      expect(await step(page)).not.toBe(before);
      await page.keyboard.press("Space");
      await until(page, "playing");
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await until(page, "paused");
    },
  );

  walking("uncovers its ladder down to now, and no further", async () => {
    const { page } = await open(`${CHAPTER}#s/server-time-wait/same-port`);
    await until(page, "paused");
    const covered = () =>
      page.$eval(`${PLAYER} .p-lad svg`, (svg) => {
        const cover = /inset\(-10px -30px ([\d.]+)px/.exec(svg.style.clipPath)?.[1];
        const edge = svg.getBoundingClientRect().bottom - Number(cover);
        return Array.from(svg.querySelectorAll<SVGElement>("[data-packet]"))
          .filter((packet) => packet.getBoundingClientRect().top >= edge)
          .map((packet) => Number(packet.dataset.packet));
      });
    // Packet 10 is that SYN; all after it are still to come.
    expect(await covered()).toEqual([11, 12, 13, 14, 15, 16, 17, 18]);
    await page.focus(`${PLAYER} [data-action="next-step"]`);
    await page.keyboard.press("End");
    await until(page, "ended");
    expect(await covered()).toEqual([]);
  });

  walking("goes to a step by its flag in the timeline, at a speed chosen before", async () => {
    const { page } = await open(CHAPTER);
    await page.select(`${PLAYER} .p-ctl select`, "2");
    await page.click(`${PLAYER} .tl-wide [data-flag="gone"]`);
    await until(page, "paused");
    expect(await step(page)).toBe("gone");
    expect(await rate(page)).toBe("2");
  });

  walking("remembers speed and shortening, and has a key for everything", async () => {
    const { page } = await open(CHAPTER);
    await page.focus(`${PLAYER} [data-pane="client"] .screen`);
    for (const key of [">", ">", ">", ">", "s"] as const) await page.keyboard.press(key);
    expect(await rate(page)).toBe("8");
    await page.reload({ waitUntil: "networkidle0" });
    expect(await rate(page)).toBe("8");
    const pressed = (action: string) =>
      page.$eval(`${PLAYER} [data-action="${action}"]`, (button) => button.ariaPressed);
    expect(await pressed("skip-idle")).toBe("true");
    expect(await page.$eval(".played", (place) => place.textContent)).toMatch(
      /^shortened: 0\.0 of \d+\.\d s$/,
    );
    await page.click(`${PLAYER} [data-action="keys"]`);
    expect(await page.$eval(".key-sheet", (sheet) => (sheet as HTMLDialogElement).open)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-action"))).toBe(
      "keys",
    );
  });

  walking("goes round in a step until it is told otherwise", async () => {
    const { page } = await open(`${CHAPTER}#s/server-time-wait/same-port`);
    await until(page, "paused");
    await page.click(`${PLAYER} [data-action="loop"]`);
    await page.select(`${PLAYER} .p-ctl select`, "8");
    const clock = () => page.$eval(".clock .now", (now) => parseFloat(now.textContent));
    const from = await clock();
    await page.click(`${PLAYER} .p-ctl [data-action="play"]`);
    // Once round: the clock has stood later, and stands earlier.
    await page.waitForFunction(
      () => {
        const seen = window as unknown as { latest?: number };
        const now = parseFloat(document.querySelector(".clock .now")?.textContent ?? "0");
        const back = now < (seen.latest ?? 0);
        seen.latest = Math.max(now, seen.latest ?? 0);
        return back;
      },
      { timeout: 30_000, polling: "raf" },
    );
    expect(await clock()).toBeGreaterThanOrEqual(from);
    expect(await step(page)).toMatch(/^(same-port|reopened|gone)$/);
    await page.click(`${PLAYER} [data-action="restart"]`);
    await until(page, "paused");
    expect(await clock()).toBe(0);
  });

  walking("marks together what is new, and goes to what is clicked", async () => {
    const { page } = await open(`${CHAPTER}#s/server-time-wait/time-wait`);
    await until(page, "paused");
    const marked = () =>
      page.waitForFunction(() => {
        const packet = document.querySelector<SVGElement>(".p-lad .now")?.dataset.packet;
        const socket = document.querySelector(".socks .hot")?.textContent;
        const line = document.querySelector('[data-pane="tcpdump"] .lit')?.textContent;
        const ss = document.querySelector('[data-pane="ss"] .lit')?.textContent;
        return packet && socket && line && ss ? [packet, socket, line, ss] : null;
      });
    const [packet, socket, line, ss] = (await (await marked()).jsonValue()) ?? [];
    expect(packet).toBe("9");
    expect(socket).toContain("TIME-WAIT");
    expect(ss).toContain("TIME-WAIT");
    expect(line).toMatch(/8888.>.127\.0\.0\.1\.59818:.Flags.\[\.\],.ack.2,/);
    expect(await page.$eval(`${PLAYER} .term.s.waits .holds`, (one) => one.textContent)).toMatch(
      /^TIME_WAIT for 0\.2 s of 60 s$/,
    );
    const clock = () => page.$eval(".clock .now", (now) => now.textContent);
    const at = (number: number) =>
      ((session("server-time-wait").packets[number - 1]?.at ?? 0) / 1e6).toFixed(6) + " s";
    await page.$eval(`${PLAYER} .p-lad [data-packet="8"] .fl`, (text) =>
      text.dispatchEvent(new MouseEvent("click", { bubbles: true })),
    );
    expect(await clock()).toBe(at(8));
    await page.keyboard.press(".");
    expect(await clock()).toBe(at(9));
    await page.keyboard.press(",");
    expect(await clock()).toBe(at(8));
    await page.click(`${PLAYER} .socks [data-seek] button`); // LISTEN
    const { at: listening } = session("server-time-wait").file.tables.find(
      ({ sockets }) => sockets.length > 0,
    ) ?? { at: 0 };
    expect(await clock()).toBe(`${(listening / 1e6).toFixed(6)} s`);
  });

  walking(
    "searches its transcripts, goes to what is found, and copies without the prompt",
    async () => {
      const { page } = await open(CHAPTER);
      await page.evaluate(() => {
        const kept = window as unknown as { copied: string[] };
        kept.copied = [];
        navigator.clipboard.writeText = (text) => (kept.copied.push(text), Promise.resolve());
      });
      await page.focus(`${PLAYER} [data-action="next-step"]`);
      await page.keyboard.press("/");
      await page.waitForSelector(`${PLAYER} .find input:focus`);
      await page.keyboard.type("HELLO");
      const shown = () =>
        page.$$eval(`${FIRST} .transcripts li:not([hidden]) code`, (all) =>
          all.map((one) => one.textContent),
        );
      expect(await shown()).toEqual(["hello^C", "hello^C"]);
      await page.click(`${FIRST} .transcripts li:not([hidden]) [data-seek]`);
      await until(page, "paused");
      expect(await step(page)).toBe("server-closes");
      await page.$eval(`${PLAYER} .find input`, (field) => {
        field.value = "";
        field.dispatchEvent(new Event("input"));
      });
      for (const copy of await page.$$(
        `${FIRST} .transcripts ol:first-of-type .copies:first-of-type button`,
      ))
        await copy.evaluate((button) => (button as HTMLElement).click());
      const copied = await page.evaluate(() => (window as unknown as { copied: string[] }).copied);
      expect(copied.slice(0, 2)).toEqual(["ncat -p 59818 127.0.0.1 8888", "hello^C"]);
    },
  );

  walking("folds a terminal away, and unfolds it", async () => {
    const { page } = await open(CHAPTER);
    const shown = () =>
      page.$eval('[data-pane="client"] .screen', (screen) => screen.checkVisibility());
    const fold = `${PLAYER} [data-pane="client"] [data-action="pane"]`;
    await page.click(fold);
    expect(await shown()).toBe(false);
    expect(await page.$eval(fold, (button) => button.ariaExpanded)).toBe("false");
    await page.click(fold);
    expect(await shown()).toBe(true);
  });

  walking("is left without a terminal or a frame when it is taken out of the page", async () => {
    const { page } = await open(CHAPTER);
    await page.click(`${PLAYER} .go`);
    await until(page, "playing");
    await page.evaluate(() => {
      const player = document.querySelector("session-player") as HTMLElement;
      (window as unknown as { gone: HTMLElement }).gone = player;
      player.remove();
    });
    const left = () =>
      page.evaluate(() => {
        const { gone } = window as unknown as { gone: HTMLElement };
        return [gone.querySelectorAll(".xterm").length, gone.querySelector(".now")?.textContent];
      });
    const [terminals, time] = await left();
    expect(terminals).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await left())[1]).toBe(time);
  });

  walking("moves only by steps where motion is unwanted", async () => {
    const { page } = await open(CHAPTER, { reducedMotion: true });
    await page.click(`${PLAYER} .go`);
    await until(page, "paused");
    expect(await step(page)).toBe("listening");
  });

  walking("plays a prediction against the recording, and keeps it", async () => {
    const { page } = await open(CHAPTER);
    await page.click('input[value="old-ack"]');
    await page.waitForFunction(() => localStorage.getItem("wcf:predictions")?.includes("old-ack"));
    await page.reload({ waitUntil: "networkidle0" });
    await page.waitForSelector('input[value="old-ack"]:checked');
    const you = () =>
      page.$eval(".cap .you", (place) =>
        (place as HTMLElement).hidden ? null : place.textContent,
      );
    await page.click('a[data-step="same-port"]');
    await until(page, "paused");
    expect(await you()).toBeNull();
    await page.click(`${PLAYER} [data-action="next-step"]`);
    expect(await you()).toBe(
      "You predicted: An ACK of the old connection, then a second try. It was: A SYN-ACK, at once.",
    );
  });

  walking("says so when it cannot be loaded, and stays readable", async () => {
    const { page, faults } = await open(CHAPTER);
    await page.setRequestInterception(true);
    page.on(
      "request",
      (request) =>
        void (request.url().includes("timeline.json")
          ? request.respond({ status: 500 })
          : request.continue()),
    );
    await page.click(`${PLAYER} .go`);
    await page.waitForSelector(`${PLAYER} .failed:not([hidden])`);
    expect(await state(page)).toBe("idle");
    expect(faults.splice(0).length).toBeGreaterThan(0);
  });
});
