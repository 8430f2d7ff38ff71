import { Terminal } from "@xterm/xterm";
import { langOf, seconds } from "../lang.ts";
import { deskHtml } from "./cast-html.ts";
import { castWords, type CastWords } from "./cast-words.ts";
import { habits, RATES } from "./habits.ts";
import { handOver } from "./hand-over.ts";
import { makeKeyFrames } from "./key-frames.ts";
import { hasUseFor, KEYS } from "./keys.ts";
import type { Playback } from "./machine.ts";
import { Pane } from "./pane.ts";
import type { Played } from "./recording.ts";
import { Reel, type KeyFrame } from "./reel.ts";
import { Running } from "./running.ts";
import { playerWords, type PlayerWords } from "./words.ts";

/** So many characters apart are key frames: some milliseconds of writing. */
const EVERY = 1 << 17;

/** One opened recording: what the reader does becomes events of the machine, and its state is shown. */
export class Desk {
  readonly #host: HTMLElement;
  readonly #played: Played;
  readonly #words: PlayerWords & CastWords;
  readonly #pane: Pane;
  readonly #running: Running;
  readonly #closing = new AbortController();
  #chapter = -2;
  #skip = false;

  constructor(host: HTMLElement, played: Played) {
    this.#host = host;
    this.#played = played;
    const lang = langOf(document.documentElement.lang);
    this.#words = { ...playerWords[lang], ...castWords[lang] };
    host.innerHTML = deskHtml(played, this.#words);
    const { output, size, duration, shortened } = played;
    const frames: KeyFrame[] = [];
    const reel = new Reel(output, size, frames);
    this.#pane = new Pane(this.#find(".screen"), reel, size, 0);
    this.#running = new Running(duration, (playback, position) => this.#show(playback, position));
    void this.#frame(frames);
    this.#listen();
    this.#obeyHabits();
    if (shortened) this.#shorten(true);
    this.#running.send({ kind: "open", play: false });
    this.#running.send({ kind: "loaded" });
  }

  /** Plays on; where motion is unwanted, goes to the next chapter, or to the end. */
  play(): void {
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches)
      this.#running.send({ kind: "play" });
    else if (this.#running.playback.state === "ended") this.seek(0);
    else this.#toChapter(1);
  }

  pause(): void {
    this.#running.send({ kind: "pause" });
  }

  /** Shows the recording as it was at a time (µs). */
  seek(to: number): void {
    this.#running.send({ kind: "seek", to });
  }

  /** Frees everything, and empties the host. */
  close(): void {
    this.#closing.abort();
    this.#running.stop();
    this.#pane.close();
    this.#host.replaceChildren();
  }

  /** Makes key frames beside all else; what is sought before they are made is written out. */
  async #frame(frames: KeyFrame[]): Promise<void> {
    const [cols, rows] = this.#played.size;
    const unseen = new Terminal({ cols, rows, scrollback: 0, allowProposedApi: true });
    await makeKeyFrames(this.#played.output, unseen, EVERY, frames, this.#closing.signal);
    unseen.dispose();
  }

  #listen(): void {
    const { signal } = this.#closing;
    const host = this.#host;
    host.addEventListener("click", (event) => this.#click(event.target as Element), { signal });
    host.addEventListener("keydown", (event) => this.#key(event), { signal });
    const slider = this.#find<HTMLInputElement>("input");
    slider.addEventListener("input", () => this.seek(Number(slider.value) * 1e3), { signal });
    const speed = this.#find<HTMLSelectElement>("select");
    speed.addEventListener("change", () => this.#atRate(Number(speed.value)), { signal });
    signal.addEventListener(
      "abort",
      habits.onChange(() => this.#obeyHabits()),
    );
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => !isIntersecting)) this.pause();
    });
    seen.observe(host);
    const room = new ResizeObserver(() => this.#pane.fit());
    room.observe(host);
    const themes = new MutationObserver(() => this.#pane.repaint());
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const observer of [seen, room, themes])
      signal.addEventListener("abort", () => observer.disconnect());
    matchMedia("(prefers-color-scheme: dark)").addEventListener(
      "change",
      () => this.#pane.repaint(),
      { signal },
    );
    document.addEventListener("visibilitychange", () => document.hidden && this.pause(), {
      signal,
    });
  }

  #click(target: Element): void {
    const chapter = target.closest<HTMLElement>("[data-chapter]")?.dataset.chapter;
    if (chapter !== undefined) {
      this.pause();
      this.seek(this.#played.chapters[Number(chapter)]?.at ?? 0);
    } else this.#do(target.closest<HTMLElement>("button")?.dataset.action ?? "");
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || hasUseFor(event.key, target)) return;
    const { state } = this.#running.playback;
    const does =
      event.key !== " "
        ? (KEYS[event.key] ?? "")
        : target.closest("button, input, select")
          ? ""
          : state === "playing"
            ? "pause"
            : "play";
    if (this.#do(does)) event.preventDefault();
  }

  /** Does what a button or a key says; whether it says anything. */
  #do(action: string): boolean {
    const rate = RATES.indexOf(this.#running.playback.rate);
    const actions: Record<string, () => void> = {
      play: () => this.play(),
      pause: () => this.pause(),
      "next-step": () => this.#toChapter(1),
      "previous-step": () => this.#toChapter(-1),
      restart: () => this.seek(0),
      end: () => this.seek(this.#played.duration),
      slower: () => this.#atRate(RATES[Math.max(0, rate - 1)] ?? 1),
      faster: () => this.#atRate(RATES[Math.min(RATES.length - 1, rate + 1)] ?? 1),
      "skip-idle": () =>
        habits.write({ ...habits.read(), skip: this.#running.playback.silences.length === 0 }),
      fullscreen: () =>
        void (document.fullscreenElement
          ? document.exitFullscreen()
          : this.#host.requestFullscreen()),
    };
    if (!Object.hasOwn(actions, action)) return false;
    actions[action]?.();
    return true;
  }

  #toChapter(by: 1 | -1): void {
    const now = this.#running.position;
    const { chapters, duration } = this.#played;
    const to =
      by > 0
        ? (chapters.find(({ at }) => at > now)?.at ?? duration)
        : (chapters.findLast(({ at }) => at < now)?.at ?? 0);
    this.pause();
    this.seek(to);
  }

  #atRate(rate: number): void {
    habits.write({ ...habits.read(), rate });
  }

  /** Speed and shortening are as the reader last chose them, in whichever player. */
  #obeyHabits(): void {
    const { rate, skip } = habits.read();
    this.#find<HTMLSelectElement>("select").value = String(rate);
    this.#running.send({ kind: "speed", rate });
    if (skip !== this.#skip) this.#shorten(skip);
    this.#skip = skip;
  }

  #shorten(yes: boolean): void {
    this.#host.querySelector("[data-action=skip-idle]")?.setAttribute("aria-pressed", String(yes));
    this.#running.send({ kind: "silences", silences: yes ? this.#played.silences : [] });
  }

  #show({ state }: Playback, position: number): void {
    this.#host.dataset.state = state;
    this.#pane.show(position);
    this.#offer(state);
    const text = `${seconds(position)} s`;
    this.#find(".now").textContent = text;
    const slider = this.#find<HTMLInputElement>("input");
    slider.value = String(Math.floor(position / 1e3));
    const { chapters, exit } = this.#played;
    const reached = chapters.findLastIndex(({ at }) => at <= position);
    const title = chapters[reached]?.title;
    slider.setAttribute("aria-valuetext", title ? `${title}, ${text}` : text);
    if (reached !== this.#chapter) this.#mark(reached);
    const said = state === "ended" && exit !== null ? this.#words.exited(exit) : "";
    const place = this.#find(".said");
    if (place.textContent !== said) place.textContent = said;
  }

  #offer(state: Playback["state"]): void {
    const play = this.#find(".p-ctl [data-action=play]");
    const pause = this.#find(".p-ctl [data-action=pause]");
    handOver(play, pause, state === "playing");
    const label = play.querySelector("span");
    if (label) label.textContent = state === "ended" ? this.#words.again : this.#words.play;
  }

  #mark(reached: number): void {
    this.#chapter = reached;
    for (const [index, button] of this.#host.querySelectorAll("[data-chapter]").entries())
      if (index === reached) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
  }

  #find<E extends HTMLElement = HTMLElement>(css: string): E {
    return this.#host.querySelector(css) as E;
  }
}
