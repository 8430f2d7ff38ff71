import { habits, RATES } from "./habits.ts";
import { handOver } from "./hand-over.ts";
import { hasUseFor, KEYS } from "./keys.ts";
import { said, type Said } from "./said.ts";
import { clickKernel, openKernel } from "./kernels.ts";
import { asked } from "./links.ts";
import type { Playback, PlayerEvent } from "./machine.ts";
import { Running } from "./running.ts";
import { played, readSilences } from "./silence.ts";
import type { Theatre } from "./theatre.ts";
import { loadTimeline } from "./timeline.ts";
import { langOf } from "../lang.ts";

/**
 * `<session-player>`: turns what the reader does into events of the machine, and the machine's state
 * into what is seen. The theatre (terminals, timeline) is loaded when a reader wants to play.
 */
class SessionPlayer extends HTMLElement {
  #running = new Running(Number(this.dataset.duration), () => this.#render());
  #theatre: Theatre | null = null;
  #linked = false;
  #listening: AbortController | null = null;
  #silences = readSilences(this.dataset.silences ?? "");
  #words = said[langOf(document.documentElement.lang)];

  connectedCallback(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    const slider = this.#slider;
    slider.addEventListener("input", () => this.#seek(Number(slider.value) * 1e3), { signal });
    const speed = this.#speed;
    speed?.addEventListener("change", () => this.#atRate(Number(speed.value)), { signal });
    signal.addEventListener(
      "abort",
      habits.onChange(() => this.#obeyHabits()),
    );
    this.querySelector(".transcripts")?.addEventListener(
      "toggle",
      () => void this.#openTranscripts(),
      { once: true, signal },
    );
    addEventListener("hashchange", () => this.#openLink(), { signal });
    for (const hidden of this.querySelectorAll(
      ".go, .with-script, .p-ctl :is(button:not([data-action=pause]), label), .term-head button",
    ))
      hidden.removeAttribute("hidden");
    this.querySelector(".without-script")?.setAttribute("hidden", "");
    slider.disabled = false;
    if (this.#silences.length === 0)
      this.querySelector("[data-action=skip-idle]")?.setAttribute("hidden", "");
    this.#obeyHabits();
    if (!document.fullscreenEnabled)
      this.querySelector("[data-action=fullscreen]")?.setAttribute("hidden", "");
    // Nobody watches what cannot be seen.
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => !isIntersecting)) this.#send({ kind: "pause" });
    });
    seen.observe(this);
    signal.addEventListener("abort", () => seen.disconnect());
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.hidden) this.#send({ kind: "pause" });
      },
      { signal },
    );
    if (openKernel(this)) return;
    const kept = this.#steps.find(({ id }) => id === this.dataset.open);
    delete this.dataset.open;
    if (kept) this.#goTo(kept.at);
    else this.#openLink();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#running.stop();
    this.#theatre?.close();
    this.#theatre = null;
    this.dataset.state = "idle";
  }

  get #slider(): HTMLInputElement {
    return this.querySelector("input[type=range]") as HTMLInputElement;
  }

  get #speed(): HTMLSelectElement | null {
    return this.querySelector(".p-ctl select");
  }

  get #steps(): { id: string; at: number; link: HTMLAnchorElement }[] {
    return Array.from(this.querySelectorAll<HTMLAnchorElement>("a[data-step]"), (link) => ({
      id: link.dataset.step ?? "",
      at: Number(link.dataset.at),
      link,
    }));
  }

  get #playback(): Playback {
    return this.#running.playback;
  }

  #send(event: PlayerEvent): void {
    const before = this.#playback.state;
    this.#running.send(event);
    if (this.#playback.state === "loading" && before === "idle") void this.#load();
  }

  async #load(): Promise<void> {
    const among = () => this.querySelector(".p-mid:focus-within");
    let left = among();
    const listening = this.#listening; // another one when the player has been taken out and put back
    const failed = this.querySelector<HTMLElement>(".failed");
    if (failed) failed.hidden = true;
    try {
      const [{ Theatre }, timeline] = await Promise.all([
        import("./theatre.ts"),
        loadTimeline(this), // beside the code, not after it
      ]);
      if (listening?.signal.aborted !== false) return;
      this.#theatre = new Theatre(this, timeline);
      left ??= among();
      this.#send({ kind: "loaded" });
      this.#arrive();
      // The ladder takes the place of the steps: whoever was there, and is nowhere else by now,
      // goes on at the controls.
      if (left && (among() ?? document.activeElement === document.body))
        this.#button("play", "pause")?.focus({ preventScroll: true });
    } catch {
      if (listening?.signal.aborted !== false) return;
      if (failed) {
        failed.textContent = this.#words.failed;
        failed.hidden = false;
      }
      this.#send({ kind: "failed" });
    }
  }

  /** Shows the state: what the buttons offer, and, once loaded, the session at this moment. */
  #render(): void {
    const { state, part } = this.#playback;
    this.dataset.state = state;
    const { play, again, loading } = this.#words;
    const label = state === "loading" ? loading : state === "ended" ? again : play;
    this.#offer(state === "playing", label);
    this.#press("loop", part?.round === true);
    const whole = this.querySelector<HTMLElement>("[data-action=whole]");
    if (whole) whole.hidden = part?.round !== false;
    const start = this.querySelector(".go span");
    if (start) start.textContent = label;
    const position = this.#running.position;
    this.#theatre?.show(position);
    this.#showPlayed(position);
  }

  /** Beside the true time, how much of the shortened one has been played. */
  #showPlayed(position: number): void {
    const { silences, duration } = this.#playback;
    const place = this.querySelector<HTMLElement>(".played");
    if (!place) return;
    place.hidden = silences.length === 0;
    const [now, whole] = [position, duration].map((at) => (played(at, silences) / 1e6).toFixed(1));
    const text = this.#words.played(now ?? "", whole ?? "");
    if (!place.hidden && place.textContent !== text) place.textContent = text;
  }

  /** Speed and shortening are as the reader last chose them, in whichever player. */
  #obeyHabits(): void {
    const { rate, skip } = habits.read();
    if (this.#speed) this.#speed.value = String(rate);
    this.#press("skip-idle", skip);
    this.#send({ kind: "speed", rate });
    this.#send({ kind: "silences", silences: skip ? this.#silences : [] });
  }

  #atRate(rate: number): void {
    habits.write({ ...habits.read(), rate });
  }

  #press(action: string, pressed: boolean): void {
    this.querySelector(`.p-ctl [data-action=${action}]`)?.setAttribute(
      "aria-pressed",
      String(pressed),
    );
  }

  #offer(playing: boolean, label: string): void {
    const [play, pause] = [this.#button("play"), this.#button("pause")];
    if (!play || !pause) return;
    handOver(play, pause, playing);
    const text = play.querySelector("span");
    if (text) text.textContent = label;
  }

  /** The first of the control bar's buttons for these actions that is offered; else any of them. */
  #button(...actions: string[]): HTMLButtonElement | null {
    const buttons = actions.map((action) =>
      this.querySelector<HTMLButtonElement>(`.p-ctl [data-action=${action}]`),
    );
    return buttons.find((button) => button?.hidden === false) ?? buttons[0] ?? null;
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const step = target.closest<HTMLAnchorElement>("a[data-step]");
    if (step) return this.#goTo(Number(step.dataset.at)); // the link's hash changes as well
    if (clickKernel(this, event)) return;
    const seek = target.closest<HTMLElement>("[data-seek]");
    if (seek) return this.#goTo(Number(seek.dataset.seek));
    const packet = target.closest<SVGElement>(".p-lad :is([data-packet], [data-packets])");
    if (packet) return this.#toPacket(packet);
    const flag = target.closest<SVGElement>("[data-flag]")?.dataset.flag;
    const flagged = this.#steps.find(({ id }) => id === flag);
    if (flagged) return this.#goTo(flagged.at);
    if (target.closest(".go")) return this.#play();
    const button = target.closest<HTMLElement>("[data-action]");
    if (button?.dataset.action === "pane") togglePane(button, this.#words);
    else this.#do(button?.dataset.action ?? "");
  }

  /** Does what a button or a key says; whether it says anything. */
  #do(action: string): boolean {
    const rate = RATES.indexOf(this.#playback.rate);
    switch (action) {
      case "play":
        this.#play();
        break;
      case "pause":
        this.#send({ kind: "pause" });
        break;
      case "next-step":
        this.#toStep(1);
        break;
      case "previous-step":
        this.#toStep(-1);
        break;
      case "next-packet":
        this.#toPacket(1);
        break;
      case "previous-packet":
        this.#toPacket(-1);
        break;
      case "search":
        void this.#openTranscripts().then((field) => field?.focus());
        break;
      case "restart":
        this.#goTo(0);
        break;
      case "end":
        this.#goTo(this.#playback.duration);
        break;
      case "slower":
        this.#atRate(RATES[Math.max(0, rate - 1)] ?? 1);
        break;
      case "faster":
        this.#atRate(RATES[Math.min(RATES.length - 1, rate + 1)] ?? 1);
        break;
      case "skip-idle":
        habits.write({ ...habits.read(), skip: !habits.read().skip });
        break;
      case "loop":
        this.#loop(this.#playback.part?.round !== true);
        break;
      case "whole":
        this.#send({ kind: "part", part: null });
        break;
      case "fullscreen":
        if (document.fullscreenElement) void document.exitFullscreen();
        else if (document.fullscreenEnabled) void this.requestFullscreen();
        break;
      case "keys":
        this.querySelector<HTMLDialogElement>(".key-sheet")?.showModal();
        break;
      default:
        return false;
    }
    return true;
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("dialog")) return;
    if (event.key === " " && !target.closest("button, a, input, select, summary"))
      this.#do(this.#playback.state === "playing" ? "pause" : "play");
    else if (hasUseFor(event.key, target) || !this.#do(KEYS[event.key] ?? "")) return;
    event.preventDefault();
  }

  /** Goes round in the step reached, until told otherwise or sent elsewhere. */
  #loop(on: boolean): void {
    const now = this.#running.position;
    const from = this.#steps.findLast(({ at }) => at <= now)?.at ?? 0;
    this.#send({ kind: "part", part: on ? { from, to: this.#endOf(from), round: true } : null });
  }

  /** Where a step ends: a step of microseconds with those after it, a second's worth. */
  #endOf(step: number): number {
    return this.#steps.find(({ at }) => at >= step + 1e6)?.at ?? this.#playback.duration;
  }

  #play(): void {
    const { from = "", to = "" } = this.dataset;
    const { state } = this.#playback;
    // With reduced motion, playing is going step by step.
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (state === "idle" && from !== "") this.#openClip(from, to, !still);
    else if (still && state === "ended") this.#goTo(0);
    else if (still) this.#toStep(1);
    else this.#send(state === "idle" ? { kind: "open", play: true } : { kind: "play" });
  }

  #goTo(at: number): void {
    const { part } = this.#playback;
    this.#send({ kind: "pause" });
    this.#seek(at);
    if (part?.round && this.#playback.part === null) this.#loop(true); // it goes round in the step gone to
  }

  /** Opens the session at a step; with another one not before it, as the clip from here to there. */
  #openClip(step: string, last: string, play: boolean): boolean {
    const [first, end] = [step, last].map((id) => this.#steps.find((one) => one.id === id));
    if (!first) return false;
    if (play && this.#playback.state === "idle") this.#send({ kind: "open", play, at: first.at });
    else this.#goTo(first.at);
    if (!end || end.at < first.at) return true;
    const part = { from: first.at, to: this.#endOf(end.at), round: false };
    this.#send({ kind: "part", part });
    return true;
  }

  #seek(at: number): void {
    const { state } = this.#playback;
    if (state === "idle" || state === "loading") this.#send({ kind: "open", play: false, at });
    else this.#send({ kind: "seek", to: at });
  }

  #toStep(by: 1 | -1): void {
    const now = this.#running.position;
    const steps = this.#steps;
    const to =
      by > 0
        ? (steps.find(({ at }) => at > now) ?? { at: this.#playback.duration })
        : (steps.findLast(({ at }) => at < now) ?? { at: 0 });
    this.#goTo(to.at);
  }

  /** To a packet of the ladder, or to the one beside now. Before anything is played, to a step. */
  #toPacket(to: 1 | -1 | SVGElement): void {
    const theatre = this.#theatre;
    if (!theatre) return typeof to === "number" ? this.#toStep(to) : undefined;
    const now = this.#running.position;
    const at =
      typeof to === "number"
        ? theatre.packetBeside(now, to)
        : theatre.packetAt(Number.parseInt(to.dataset.packet ?? to.dataset.packets ?? ""));
    if (at !== undefined) this.#goTo(at);
  }

  /** The transcripts with all that needs a script; resolves to their search field. */
  async #openTranscripts(): Promise<HTMLInputElement | null> {
    const details = this.querySelector<HTMLDetailsElement>(".transcripts");
    if (!details) return null;
    details.open = true;
    const { searchOf } = await import("./transcripts.ts");
    return searchOf(details, langOf(document.documentElement.lang));
  }

  /** Whoever followed a link to a step wants to see the player, whose height changes as it loads. */
  #arrive(): void {
    if (!this.#linked || !this.#theatre) return;
    this.#linked = false;
    this.scrollIntoView({ block: "start" });
  }

  /** `#s/<session>/<step>` opens the session paused at that step; `?to=<step>` ends the clip. */
  #openLink(): void {
    const { session, step, to } = asked(location);
    if (session !== this.dataset.session || step === null) return;
    this.#linked = this.#openClip(step, to ?? "", false);
    this.#arrive();
  }
}

/** Shows or hides a terminal; its heading stays. */
function togglePane(button: HTMLElement, { hidePane, showPane }: Said): void {
  const hidden = button.closest(".term")?.classList.toggle("folded") ?? false;
  button.setAttribute("aria-expanded", String(!hidden));
  button.textContent = hidden ? showPane : hidePane;
}

customElements.define("session-player", SessionPlayer);
