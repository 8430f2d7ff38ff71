import "./player.css";
import "./cast-player.css";
import { langOf, type Lang } from "../lang.ts";
import type { Desk } from "./cast-desk.ts";
import { startHtml } from "./cast-html.ts";
import { castWords } from "./cast-words.ts";
import { playerWords } from "./words.ts";

/**
 * Plays any asciicast, v2 or v3, in an element of the page, with nothing but this folder and the
 * styles' custom properties (src/site/styles/tokens.css).
 * Rejects with an error in one sentence, naming file, line, column and reason, where it is damaged.
 * @param file what the recording is called in errors
 */
export async function openCast(host: HTMLElement, text: string, file = "recording"): Promise<Desk> {
  const [{ Desk }, { readRecording }] = await code();
  return new Desk(host, await readRecording(text, file));
}

/** All that plays, loaded when it is first wanted. */
const code = () => Promise.all([import("./cast-desk.ts"), import("./recording.ts")]);

/** `<cast-player src="a.cast">`: fetches and opens a recording when a reader wants to play it. */
class CastPlayer extends HTMLElement {
  #desk: Desk | null = null;

  get #lang(): Lang {
    return langOf(document.documentElement.lang);
  }

  connectedCallback(): void {
    this.dataset.state = "idle";
    this.innerHTML = startHtml(playerWords[this.#lang].play);
    this.querySelector("button")?.addEventListener("click", () => void this.#open());
  }

  disconnectedCallback(): void {
    this.#desk?.close();
    this.#desk = null;
  }

  async #open(): Promise<void> {
    if (this.dataset.state === "loading") return;
    this.dataset.state = "loading";
    const src = this.getAttribute("src") ?? "";
    const file = src.split("/").at(-1) ?? src;
    try {
      const [text] = await Promise.all([this.#fetch(src, file), code()]);
      const desk = await openCast(this, text, file);
      this.#desk = desk;
      if (!this.isConnected) {
        this.disconnectedCallback();
        return;
      }
      this.querySelector<HTMLElement>(".p-ctl [data-action=play]")?.focus({ preventScroll: true });
      desk.play();
    } catch (error) {
      this.dataset.state = "idle";
      this.querySelector(".failed")?.remove();
      const failed = document.createElement("p");
      failed.className = "failed";
      failed.role = "alert";
      failed.textContent = error instanceof Error ? error.message : String(error);
      this.append(failed);
    }
  }

  async #fetch(src: string, file: string): Promise<string> {
    const response = await fetch(src);
    if (!response.ok)
      throw new Error(`${file}: ${castWords[this.#lang].notLoaded(`${response.status}`)}`);
    return response.text();
  }
}

customElements.define("cast-player", CastPlayer);
