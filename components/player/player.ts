import { idle, next, positionAt, type Playback, type PlayerEvent } from "./machine.ts";
import type { Theatre } from "./theatre.ts";
import { playerWords } from "./words.ts";
import { langOf } from "../lang.ts";

const RATES = [1, 2, 4, 0.5];

/**
 * `<session-player>`: turns what the reader does into events of the machine, and the machine's state
 * into what is seen. The theatre (terminals, timeline) is loaded when a reader wants to play.
 */
class SessionPlayer extends HTMLElement {
  #playback: Playback = idle(Number(this.dataset.duration));
  #theatre: Theatre | null = null;
  #frame = 0;
  #linked = false;
  #listening: AbortController | null = null;
  #words = playerWords[langOf(document.documentElement.lang)];

  connectedCallback(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    const slider = this.#slider;
    slider.addEventListener("input", () => this.#seek(Number(slider.value) * 1e3), { signal });
    addEventListener("hashchange", () => this.#openLink(), { signal });
    for (const hidden of this.querySelectorAll(
      ".go, .with-script, .p-ctl button:not([data-action=pause]), .keys",
    ))
      hidden.removeAttribute("hidden");
    this.querySelector(".without-script")?.setAttribute("hidden", "");
    slider.disabled = false;
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
    this.#openLink();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    cancelAnimationFrame(this.#frame);
    this.#theatre?.close();
    this.#theatre = null;
    this.#playback = idle(this.#playback.duration);
    this.dataset.state = "idle";
  }

  get #slider(): HTMLInputElement {
    return this.querySelector("input[type=range]") as HTMLInputElement;
  }

  get #steps(): { id: string; at: number; link: HTMLAnchorElement }[] {
    return Array.from(this.querySelectorAll<HTMLAnchorElement>("a[data-step]"), (link) => ({
      id: link.dataset.step ?? "",
      at: Number(link.dataset.at),
      link,
    }));
  }

  #send(event: PlayerEvent): void {
    const before = this.#playback;
    this.#playback = next(before, event, performance.now());
    if (this.#playback === before) return;
    if (this.#playback.state === "loading" && before.state === "idle") void this.#load();
    this.#render();
    cancelAnimationFrame(this.#frame);
    if (this.#playback.state === "playing") this.#frame = requestAnimationFrame(() => this.#tick());
  }

  #tick(): void {
    this.#send({ kind: "tick" });
    if (this.#playback.state !== "playing") return;
    this.#render();
    this.#frame = requestAnimationFrame(() => this.#tick());
  }

  async #load(): Promise<void> {
    const listening = this.#listening; // another one when the player has been taken out and put back
    const failed = this.querySelector<HTMLElement>(".failed");
    if (failed) failed.hidden = true;
    try {
      const { Theatre } = await import("./theatre.ts");
      const timeline = await Theatre.load(this);
      if (listening?.signal.aborted !== false) return;
      this.#theatre = new Theatre(this, timeline, this.#words);
      const left = document.activeElement?.closest(".p-mid") ?? null;
      this.#send({ kind: "loaded" });
      this.#arrive();
      // The ladder takes the place of the steps: whoever was there goes on at the controls.
      if (left && this.contains(left))
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
    const { state, rate } = this.#playback;
    this.dataset.state = state;
    const { play, again, loading } = this.#words;
    const label = state === "loading" ? loading : state === "ended" ? again : play;
    const playing = state === "playing";
    this.#offer("play", !playing, label);
    this.#offer("pause", playing);
    const rateText = this.querySelector(".rate");
    if (rateText) rateText.textContent = `${rate}×`;
    const start = this.querySelector(".go span");
    if (start) start.textContent = label;
    this.#theatre?.show(positionAt(this.#playback, performance.now()));
  }

  /** Shows or hides a button; the focus passes from play to pause and back. */
  #offer(action: "play" | "pause", offered: boolean, label?: string): void {
    const button = this.#button(action);
    if (!button) return;
    const other = this.#button(action === "play" ? "pause" : "play");
    const focused = document.activeElement === other && offered && button.hidden;
    button.hidden = !offered;
    const text = button.querySelector("span");
    if (text && label) text.textContent = label;
    if (focused) button.focus();
  }

  /** The first of the control bar's buttons for these actions that is offered; else any of them. */
  #button(...actions: string[]): HTMLButtonElement | null {
    const buttons = actions.map((action) =>
      this.querySelector<HTMLButtonElement>(`.p-ctl [data-action=${action}]`),
    );
    return buttons.find((button) => button?.hidden === false) ?? buttons[0] ?? null;
  }

  #click(event: Event): void {
    const target = event.target as Element;
    const step = target.closest<HTMLAnchorElement>("a[data-step]");
    if (step) return this.#goTo(Number(step.dataset.at)); // the link's hash changes as well
    const flag = target.closest<SVGElement>("[data-flag]")?.dataset.flag;
    const flagged = this.#steps.find(({ id }) => id === flag);
    if (flagged) return this.#goTo(flagged.at);
    if (target.closest(".go")) return this.#play();
    switch (target.closest<HTMLElement>("[data-action]")?.dataset.action) {
      case "play":
        return this.#play();
      case "pause":
        return this.#send({ kind: "pause" });
      case "next-step":
        return this.#toStep(1);
      case "previous-step":
        return this.#toStep(-1);
      case "speed": {
        const rate = RATES[(RATES.indexOf(this.#playback.rate) + 1) % RATES.length] ?? 1;
        return this.#send({ kind: "speed", rate });
      }
      case "fullscreen":
        return void (document.fullscreenElement
          ? document.exitFullscreen()
          : this.requestFullscreen());
    }
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressable = target.closest("button, a, input, summary");
    if (event.key === " " && !pressable) {
      if (this.#playback.state === "playing") this.#send({ kind: "pause" });
      else this.#play();
    } else if (hasUseFor(event.key, target)) return;
    else if (event.key === "ArrowRight") this.#toStep(1);
    else if (event.key === "ArrowLeft") this.#toStep(-1);
    else if (event.key === "Home") this.#goTo(0);
    else if (event.key === "End") this.#goTo(this.#playback.duration);
    else return;
    event.preventDefault();
  }

  #play(): void {
    // With reduced motion, playing is going step by step.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches)
      return this.#playback.state === "ended" ? this.#goTo(0) : this.#toStep(1);
    this.#send(this.#playback.state === "idle" ? { kind: "open", play: true } : { kind: "play" });
  }

  #goTo(at: number): void {
    this.#send({ kind: "pause" });
    this.#seek(at);
  }

  #seek(at: number): void {
    const { state } = this.#playback;
    if (state === "idle" || state === "loading") this.#send({ kind: "open", play: false, at });
    else this.#send({ kind: "seek", to: at });
  }

  #toStep(by: 1 | -1): void {
    const now = positionAt(this.#playback, performance.now());
    const steps = this.#steps;
    const to =
      by > 0
        ? (steps.find(({ at }) => at > now) ?? { at: this.#playback.duration })
        : (steps.findLast(({ at }) => at < now) ?? { at: 0 });
    this.#goTo(to.at);
  }

  /** Whoever followed a link to a step wants to see the player, whose height changes as it loads. */
  #arrive(): void {
    if (!this.#linked || !this.#theatre) return;
    this.#linked = false;
    this.scrollIntoView({ block: "start" });
  }

  /** `#s/<session>/<step>` opens the session paused at that step. */
  #openLink(): void {
    const step = this.#steps.find(({ link }) => link.hash === location.hash);
    if (!step || location.hash === "") return;
    this.#linked = true;
    this.#goTo(step.at);
    this.#arrive();
  }
}

/** Whether a key means something where the focus is: the slider, or a box that it scrolls. */
function hasUseFor(key: string, target: Element): boolean {
  const box = target.closest("input, [tabindex='0']");
  if (!box || box instanceof HTMLInputElement) return box !== null;
  return key.startsWith("Arrow")
    ? box.scrollWidth > box.clientWidth
    : box.scrollHeight > box.clientHeight;
}

customElements.define("session-player", SessionPlayer);
