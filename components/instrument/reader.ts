import { langOf, type Lang } from "../lang.ts";
import { answer, PARTS } from "./answer.ts";
import type { Recordings } from "./beside.ts";
import { readControls, stopsOf, toControl, writeControls } from "./controls.ts";
import { SEQS, TSVALS } from "./grid.ts";
import { countsIn, fromHash, toHash } from "./link.ts";
import { squareClass, squareName } from "./map.ts";
import { BEGINNING, type Situation } from "./situation.ts";
import { labWords } from "./words.ts";

/**
 * Takes over a lab that was built: from now on its answers follow its controls, and its link both.
 * @param touched what the reader touched before that
 */
export async function attend(host: HTMLElement, touched: Element | null): Promise<void> {
  const answered = await fetch(host.dataset.recorded ?? "");
  if (!answered.ok) throw new Error(`${host.dataset.recorded}: ${answered.status}`);
  const recordings = (await answered.json()) as Recordings;
  new Reader(host, recordings).begin(touched);
}

/** ms after which what was typed is put into the link: browsers limit how often it may change. */
const PAUSE = 300;

class Reader {
  readonly #host: HTMLElement;
  readonly #form: HTMLElement;
  readonly #recordings: Recordings;
  readonly #lang: Lang;
  #situation: Situation = BEGINNING;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, recordings: Recordings) {
    this.#host = host;
    this.#form = host.querySelector<HTMLElement>(".controls") ?? host;
    this.#recordings = recordings;
    this.#lang = langOf(document.documentElement.lang);
  }

  begin(touched: Element | null): void {
    this.#form.addEventListener("input", ({ target }) => this.#changed(target));
    this.#form.addEventListener("change", () => this.#tidy());
    addEventListener("hashchange", () => this.#follow());
    this.#squares();
    this.#copies();
    if (this.#follow()) return;
    // What was chosen while this was loaded.
    const start = this.#form.querySelector("select");
    const square = touched?.closest<HTMLElement>("td[data-seq]");
    if (square) this.#land(square);
    else this.#changed(start?.value === `#${toHash(BEGINNING)}` ? null : start);
  }

  /** Takes what the link says, if it says anything. */
  #follow(): boolean {
    const read = fromHash(location.hash);
    if (!read) return false;
    const { wrongInLink } = labWords[this.#lang];
    this.#say(read.wrong.length > 0 ? wrongInLink(read.wrong.join(", ")) : "");
    this.#set(read.situation);
    return true;
  }

  /** A control has changed. */
  #changed(target: EventTarget | null): void {
    if (target instanceof HTMLSelectElement) {
      const read = fromHash(target.value);
      if (read) this.#choose(read.situation);
      return;
    }
    if (target instanceof HTMLInputElement && target.dataset.slides) this.#slide(target);
    const { situation, wrong } = readControls(this.#form, this.#situation);
    for (const input of this.#form.querySelectorAll("input"))
      if (wrong.includes(input.name)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    this.#say(wrong.length > 0 ? labWords[this.#lang].wrongHere : "");
    this.#choose(situation);
  }

  /** The slider stands for the number beside it. */
  #slide(slider: HTMLInputElement): void {
    const field = this.#form.querySelector(`input[name="${slider.dataset.slides}"]`);
    const value = stopsOf(slider)[Number(slider.value)] ?? 0;
    if (field instanceof HTMLInputElement) field.value = toControl(String(value), 1);
  }

  /** A field that was left shows the number as it is understood; a wrong one stays to be mended. */
  #tidy(): void {
    if (!this.#form.querySelector("[aria-invalid]")) writeControls(this.#form, this.#situation);
  }

  /** The reader has chosen: the link follows, soon. */
  #choose(situation: Situation): void {
    this.#set(situation);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const hash = `#${toHash(this.#situation)}`;
      if (location.hash || hash !== `#${toHash(BEGINNING)}`)
        history.replaceState(history.state, "", hash);
    }, PAUSE);
  }

  #set(situation: Situation): void {
    this.#show(situation);
    writeControls(this.#form, situation);
    const counts = countsIn(situation);
    for (const setting of this.#form.querySelectorAll<HTMLElement>("[data-setting]"))
      setting.hidden = !counts.has(setting.dataset.setting ?? "");
    for (const group of this.#form.querySelectorAll<HTMLElement>("[data-group]"))
      group.hidden = !group.querySelector("[data-setting]:not([hidden])");
    const start = this.#form.querySelector<HTMLSelectElement>("select");
    const hash = `#${toHash(situation)}`;
    if (start) {
      const index = Array.from(start.options).findIndex(({ value }) => value === hash);
      start.selectedIndex = Math.max(0, index);
    }
  }

  #show(situation: Situation): void {
    this.#situation = situation;
    const { parts, map } = answer(situation, this.#recordings, this.#lang);
    for (const part of PARTS) {
      const place = this.#part(part);
      if (place && place.innerHTML !== parts[part]) place.innerHTML = parts[part];
    }
    const table = this.#part("map");
    if (table) table.hidden = map === null;
    const chosen = this.#chosen();
    const focusable = chosen ?? this.#squaresOf()[0];
    this.#squaresOf().forEach((square, index) => {
      const [y, x] = [Math.floor(index / SEQS.length), index % SEQS.length];
      const fate = map?.fates[y]?.[x];
      if (fate) {
        square.className = squareClass(fate);
        const name = squareName(fate, SEQS[x] ?? 0, TSVALS[y] ?? null, this.#lang);
        square.replaceChildren(hidden(name));
      }
      square.setAttribute("aria-selected", String(square === chosen));
      square.toggleAttribute("data-chosen", square === chosen);
      square.tabIndex = square === focusable ? 0 : -1;
    });
  }

  #part(name: string): HTMLElement | null {
    return this.#host.querySelector(`[data-part="${name}"]`);
  }

  #squaresOf(): HTMLElement[] {
    return Array.from(this.#host.querySelectorAll<HTMLElement>("[data-part=map] td[data-seq]"));
  }

  #chosen(): HTMLElement | undefined {
    const { seq, tsval } = this.#situation;
    return this.#squaresOf().find(
      ({ dataset }) => dataset.seq === String(seq) && dataset.ts === String(tsval ?? "none"),
    );
  }

  /** The map is a grid to walk on: arrows choose the square beside, as a click chooses any. */
  #squares(): void {
    const table = this.#host.querySelector<HTMLElement>("[data-part=map] table");
    if (!table) return;
    table.setAttribute("role", "grid");
    for (const row of table.querySelectorAll("tr")) row.setAttribute("role", "row");
    for (const square of this.#squaresOf()) square.setAttribute("role", "gridcell");
    table.addEventListener("click", ({ target }) => {
      const square = target instanceof Element && target.closest<HTMLElement>("td[data-seq]");
      if (square) this.#land(square);
    });
    table.addEventListener("keydown", (event) => {
      const all = this.#squaresOf();
      const at = all.findIndex((square) => square === event.target);
      const [x, y] = [at % SEQS.length, Math.floor(at / SEQS.length)];
      const to = {
        ArrowLeft: [x - 1, y],
        ArrowRight: [x + 1, y],
        ArrowUp: [x, y - 1],
        ArrowDown: [x, y + 1],
        Home: [0, y],
        End: [SEQS.length - 1, y],
        Enter: [x, y],
        " ": [x, y],
      }[event.key];
      if (at < 0 || !to || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const [toX = 0, toY = 0] = to;
      if (toX < 0 || toX >= SEQS.length || toY < 0 || toY >= TSVALS.length) return;
      const square = all[toY * SEQS.length + toX];
      if (square) this.#land(square);
    });
  }

  #land({ dataset }: HTMLElement): void {
    const tsval = dataset.ts === "none" ? null : Number(dataset.ts);
    this.#choose({ ...this.#situation, seq: Number(dataset.seq), tsval });
    this.#chosen()?.focus();
  }

  /** Copies the link, and says so until the reader does something else. */
  #copies(): void {
    const button = this.#host.querySelector<HTMLElement>("[data-action=copy-link]");
    const { copy, copied } = labWords[this.#lang];
    button?.addEventListener("click", () => {
      const url = new URL(`#${toHash(this.#situation)}`, location.href).href;
      history.replaceState(history.state, "", url);
      void navigator.clipboard.writeText(url).then(() => (button.textContent = copied));
    });
    button?.addEventListener("blur", () => (button.textContent = copy));
  }

  #say(text: string): void {
    const place = this.#host.querySelector("#lab-wrong");
    if (place && place.textContent !== text) place.textContent = text;
  }
}

function hidden(text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = "vh";
  span.textContent = text;
  return span;
}
