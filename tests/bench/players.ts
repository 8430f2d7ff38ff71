import type { Browser, HTTPResponse, Page } from "puppeteer-core";
import type { Moment } from "./recordings.ts";
import { watch } from "./watch.ts";

/** One of the two players: where its page is, and how a reader's wishes reach it. */
export interface Player {
  readonly folder: "ours" | "theirs";
  /** The rows of its terminals, in CSS. */
  readonly rows: string;
  /** What a reader clicks to play the nth (from 0) recording of the page. */
  readonly start: (which: number) => string;
  /** These run in the page. */
  readonly pause: (which: number) => void;
  readonly seek: (which: number, seconds: number) => void;
  readonly eightfold: (which: number) => void;
}

export const ours: Player = {
  folder: "ours",
  rows: ".xterm-rows",
  start: (which) => `cast-player:nth-of-type(${which + 1}) .go`,
  pause: (which) =>
    document
      .querySelectorAll("cast-player")
      [which]?.querySelector<HTMLElement>("[data-action=pause]")
      ?.click(),
  seek: (which, seconds) => {
    const slider = document.querySelectorAll("cast-player")[which]?.querySelector("input");
    if (slider) slider.value = String(seconds * 1000);
    slider?.dispatchEvent(new Event("input"));
  },
  eightfold: (which) => {
    const speed = document.querySelectorAll("cast-player")[which]?.querySelector("select");
    if (speed) speed.value = "8";
    speed?.dispatchEvent(new Event("change"));
  },
};

export const theirs: Player = {
  folder: "theirs",
  rows: ".ap-term-text",
  start: (which) => `main > div:nth-of-type(${which + 1}) :is(button, .ap-overlay-start)`,
  pause: (which) => void window.players[which]?.pause(),
  seek: (which, seconds) => void window.players[which]?.seek(seconds),
  eightfold: () => undefined, // its speed is told when it is made: `speed=8` in the page's address
};

/** A page with one of the players. */
export class Opened {
  readonly page: Page;
  /** Everything that has been loaded. */
  readonly responses: HTTPResponse[] = [];
  readonly #player: Player;

  private constructor(page: Page, player: Player) {
    this.page = page;
    this.#player = player;
    page.on("response", (response) => this.responses.push(response));
  }

  /**
   * Opens it in a browser profile of its own, with nothing kept from before.
   * @param url of the folder that holds both pages
   * @param more of the page's address
   */
  static async begin(
    browser: Browser,
    url: string,
    player: Player,
    recordings: readonly string[],
    more = "",
  ): Promise<Opened> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(watch, player.rows);
    const asked = recordings.map((name) => `src=../${name}`).join("&");
    const opened = new Opened(page, player);
    await page.goto(`${url}${player.folder}/?${asked}${more}`, { waitUntil: "networkidle0" });
    return opened;
  }

  close(): Promise<void> {
    return this.page.browserContext().close();
  }

  /** Clicks to play; milliseconds until the terminal shows anything. */
  play(which = 0): Promise<number> {
    return this.#within(
      "its first frame",
      this.page.evaluate(
        (css, which) =>
          window.until(which, null, () => document.querySelector<HTMLElement>(css)?.click()),
        this.#player.start(which),
        which,
      ),
    );
  }

  async pause(which = 0): Promise<void> {
    await this.page.evaluate(this.#player.pause, which);
    await this.rest(100);
  }

  /** Goes to a moment; milliseconds until the terminal shows what is seen there, or null if it never does. */
  async seek({ at, text }: Moment, which = 0): Promise<number | null> {
    const { seek } = this.#player;
    const time = (await this.page.evaluate(
      `window.until(${which}, ${JSON.stringify(text)}, () => (${String(seek)})(${which}, ${at}))`,
    )) as number | null;
    await this.rest(50);
    return time;
  }

  /** Plays on at 8× for so long (ms); the tasks over 50 ms meanwhile, in ms. */
  async eightfold(time: number): Promise<number[]> {
    await this.page.evaluate(this.#player.eightfold, 0);
    await this.page.evaluate(() => void (window.tasks = []));
    await this.rest(time);
    return this.page.evaluate(() => window.tasks);
  }

  rest(time: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, time));
  }

  async #within(what: string, time: Promise<number | null>): Promise<number> {
    const found = await time;
    if (found === null)
      throw new Error(`${this.#player.folder}: a terminal did not show ${what} within 10 s.`);
    return found;
  }
}
