import type { Browser } from "puppeteer-core";
import { bytesOfEach, type Loaded } from "./bytes.ts";
import { kB, median, ms, quantile } from "./numbers.ts";
import { Opened, ours, theirs, type Player } from "./players.ts";
import type { Moment } from "./recordings.ts";
import type { Pair, Report } from "./report.ts";

/** So many seeks are made with one player before the other's turn. */
const BLOCK = 5;
/** Milliseconds after which our player has made the key frames of an hour, beside all else. */
const KEY_FRAMES = 15_000;

/** Both players, measured in turns, so that what else the machine does meets both. */
export class Beside {
  readonly #browser: Browser;
  readonly #url: string;
  readonly #report: Report;

  /** @param url of the folder with both pages and the recordings */
  constructor(browser: Browser, url: string, report: Report) {
    this.#browser = browser;
    this.#url = url;
    this.#report = report;
  }

  /** What is loaded for a page's first terminal, and for each further one. */
  async bytes(recordings: readonly string[]): Promise<void> {
    const [[mine = []], [other = []]] = await this.#inTurns(1, (player) =>
      this.#in(player, recordings, "", (opened) => bytesOfEach(opened, recordings.length)),
    );
    const row = (what: string, which: number, of: (loaded: Loaded) => number) => {
      const [a, b] = [mine[which], other[which]];
      if (a && b) this.#report.sizes(what, [of(a), of(b)], kB);
    };
    const all = ({ code, recording }: Loaded) => code + recording;
    row("Code to the first play: JavaScript and CSS, brotli", 0, ({ code }) => code);
    row("The same with a recording of 60 s", 0, all);
    for (let which = 1; which < recordings.length; which++)
      row(`Terminal ${which + 1} of a page adds, with its recording`, which, all);
  }

  /** How long each further terminal of a page takes to show anything. */
  async furtherTerminals(recordings: readonly string[], count: number): Promise<void> {
    const [mine, other] = await this.#inTurns(count, (player) =>
      this.#in(player, recordings, "", async (opened) => {
        const each: number[] = [];
        for (const which of recordings.keys()) {
          each.push(await opened.play(which));
          await opened.pause(which);
        }
        return each;
      }),
    );
    for (let which = 1; which < recordings.length; which++) {
      const nth = (runs: readonly number[][]) => runs.map((each) => each[which] ?? NaN);
      this.#report.times(
        `Terminal ${which + 1} of a page: click to first frame (median of ${count})`,
        [nth(mine), nth(other)],
      );
    }
  }

  /** From the click to the first frame, each time in a new page. */
  async firstFrames(what: string, recording: string, count: number, more = ""): Promise<void> {
    const times = await this.#inTurns(count, (player) =>
      this.#in(player, [recording], more, (opened) => opened.play()),
    );
    this.#report.times(`Click to first frame, ${what} (median of ${count})`, times);
  }

  /**
   * Seeks everywhere, when all that is made in the background has been made. Where two terminals do not
   * agree on what is seen at a moment, nothing is measured.
   * @returns the moments at which they agree
   */
  async seeks(what: string, recording: string, moments: readonly Moment[]): Promise<Moment[]> {
    const pages = new Map<Player, Opened>();
    const next = new Map<Player, number>();
    for (const player of [ours, theirs]) {
      const opened = await this.#open(player, [recording]);
      pages.set(player, opened);
      await opened.play();
      await opened.pause();
      await opened.rest(player === ours ? KEY_FRAMES : 500);
    }
    const blocks = await this.#inTurns(moments.length / BLOCK, async (player) => {
      const opened = pages.get(player) as Opened;
      const from = next.get(player) ?? 0;
      next.set(player, from + BLOCK);
      await opened.page.bringToFront();
      await opened.rest(300);
      const times: (number | null)[] = [];
      for (const moment of moments.slice(from, from + BLOCK)) times.push(await opened.seek(moment));
      return times;
    });
    for (const opened of pages.values()) await opened.close();
    const [mine, other] = [blocks[0].flat(), blocks[1].flat()];
    const both = moments.map((_, index) => mine[index] != null && other[index] != null);
    const agreed = moments.filter((_, index) => both[index]);
    const kept = (times: readonly (number | null)[]) =>
      times.flatMap((time, index) => (both[index] && time !== null ? [time] : []));
    const times: Pair<number[]> = [kept(mine), kept(other)];
    this.#report.say(`  the terminals agree at ${agreed.length} of ${moments.length} moments`);
    this.#report.times(`Seek in ${what}: median of ${agreed.length}`, times);
    this.#report.times(`Seek in ${what}: 95th percentile`, times, (all) => quantile(all, 0.95));
    this.#report.times(`Seek in ${what}: worst`, times, (all) => Math.max(...all));
    return agreed;
  }

  /** Seeks to the last of some moments just after the first frame. */
  async seekAtOnce(recording: string, moments: readonly Moment[], count: number): Promise<void> {
    const last = moments.reduce((last, one) => (one.at > last.at ? one : last));
    const times = await this.#inTurns(count, (player) =>
      this.#in(player, [recording], "", async (opened) => {
        await opened.play();
        await opened.pause();
        const time = await opened.seek(last);
        if (time === null)
          throw new Error(`${player.folder} never shows what is seen at ${last.at} s.`);
        return time;
      }),
    );
    const minute = Math.floor(last.at / 60);
    this.#report.times(`Seek to minute ${minute}, 1 h just opened (median of ${count})`, times);
  }

  /** Tasks that hold up the page while it plays at 8× for so many seconds. */
  async longTasks(what: string, recording: string, seconds: number): Promise<void> {
    const count = 3;
    const [mine, other] = await this.#inTurns(count, (player) =>
      this.#in(player, [recording], "&speed=8", async (opened) => {
        await opened.play();
        return opened.eightfold(seconds * 1000);
      }),
    );
    const text = (runs: readonly number[][]) => {
      const tasks = runs.flat();
      return tasks.length > 0 ? `${tasks.length}, median ${ms(median(tasks))}` : "0";
    };
    this.#report.row(
      `Tasks over 50 ms in ${count} × ${seconds} s of ${what} at 8×`,
      text(mine),
      text(other),
      "",
    );
  }

  /** Does something with both, first with the one, then with the other, and next time the other way. */
  async #inTurns<T>(count: number, once: (player: Player) => Promise<T>): Promise<Pair<T[]>> {
    const all: Record<Player["folder"], T[]> = { ours: [], theirs: [] };
    for (let round = 0; round < count; round++)
      for (const player of round % 2 === 0 ? [ours, theirs] : [theirs, ours])
        all[player.folder].push(await once(player));
    return [all.ours, all.theirs];
  }

  #open(player: Player, recordings: readonly string[], more = ""): Promise<Opened> {
    return Opened.begin(this.#browser, this.#url, player, recordings, more);
  }

  /** Does something in a page of its own. */
  async #in<T>(
    player: Player,
    recordings: readonly string[],
    more: string,
    what: (opened: Opened) => Promise<T>,
  ): Promise<T> {
    const opened = await this.#open(player, recordings, more);
    const found = await what(opened);
    await opened.close();
    return found;
  }
}
