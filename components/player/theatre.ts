import type { Socket, SocketTable } from "../../src/sessions/schema.ts";
import type { Timeline } from "../../src/sessions/timeline.ts";
import { heightAt } from "../ladder/marks.ts";
import { langOf, seconds } from "../lang.ts";
import { colourWords } from "./highlights.ts";
import { litRows, type News } from "./lights.ts";
import { MARGIN } from "./lanes.ts";
import type { MovingLadder } from "./moving-ladder.ts";
import { Pane } from "./pane.ts";
import { Reel } from "./reel.ts";
import { freshIn, seenSince, socketRows } from "./sockets.ts";
import { showWait } from "./waits.ts";
import { playerWords } from "./words.ts";

/** What is played: a session's timeline, and its ladder. */
export type Play = Timeline & { readonly ladder: MovingLadder };

/** The moving parts of one player: everything that shows a moment of the session. */
export class Theatre {
  readonly #player: HTMLElement;
  readonly #timeline: Play;
  readonly #words = playerWords[langOf(document.documentElement.lang)];
  readonly #panes: Pane[];
  readonly #observer: ResizeObserver;
  readonly #themes = new AbortController();
  readonly #attributes: MutationObserver;
  #position = 0;
  #step: string | null = null;
  #table = -2;
  #news: News = { packet: null, now: 0, sockets: new Set() };

  constructor(player: HTMLElement, timeline: Play) {
    this.#player = player;
    this.#timeline = timeline;
    this.#panes = timeline.terminals.flatMap(({ id, cols, rows, output }) => {
      const screen = player.querySelector<HTMLElement>(`[data-pane="${id}"] .screen`);
      if (!screen) return [];
      const pane = new Pane(screen, new Reel(output, [cols, rows]), [cols, rows]);
      pane.onRender(() => {
        this.#light();
        this.#colour();
      });
      return [pane];
    });
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(player);
    const repaint = () => this.#repaint();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint, {
      signal: this.#themes.signal,
    });
    this.#attributes = new MutationObserver(repaint);
    this.#attributes.observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
    const ladder = this.#ladder;
    if (!ladder) return;
    ladder.innerHTML = timeline.ladder.svg[langOf(document.documentElement.lang)];
    ladder.hidden = false;
  }

  get #ladder(): HTMLElement | null {
    return this.#player.querySelector(".p-lad");
  }

  /** Shows the session as it was at a time (µs), whatever was shown before. */
  show(position: number): void {
    this.#position = position;
    for (const pane of this.#panes) pane.show(position);
    this.#showLadder(position);
    this.#showNews(position);
    this.#showStep(position);
    this.#showTime(position);
    showWait(this.#player, this.#timeline.ladder.waits, position, this.#words);
  }

  /** Frees everything; the stills come back. */
  close(): void {
    this.#observer.disconnect();
    this.#attributes.disconnect();
    this.#themes.abort();
    for (const pane of this.#panes) pane.close();
    this.#colour();
    this.#ladder?.setAttribute("hidden", "");
  }

  /** The ladder is uncovered down to now, and scrolled so that now can be seen. */
  #showLadder(position: number): void {
    const box = this.#ladder;
    const svg = box?.querySelector("svg");
    if (!box || !svg) return;
    const scale = svg.clientWidth / svg.viewBox.baseVal.width;
    const height = heightAt(this.#timeline.ladder.marks, position) * scale;
    svg.style.clipPath = `inset(-10px -30px ${Math.max(0, svg.clientHeight - height)}px -30px)`;
    box.style.setProperty("--now", `${height}px`);
    box.scrollTop = height - box.clientHeight * 0.75;
  }

  /** When a packet of the ladder was captured, in µs. */
  packetAt(number: number): number | undefined {
    return this.#timeline.ladder.moments.find(({ first }) => first === number)?.at;
  }

  /** When the packet after, or before, a time was captured; undefined when there is none. */
  packetBeside(at: number, by: 1 | -1): number | undefined {
    const times = this.#timeline.ladder.moments.map((moment) => moment.at);
    return by > 0 ? times.find((time) => time > at) : times.findLast((time) => time < at);
  }

  /** Marks together the current packet, the sockets it has changed, and what it has made a terminal print. */
  #showNews(position: number): void {
    const { tables, ladder } = this.#timeline;
    const packet = ladder.moments.findLast(({ at }) => at <= position) ?? null;
    const index = tables.findLastIndex(({ at }) => at <= position);
    const changed = packet !== this.#news.packet || index !== this.#table;
    const table = tables[index];
    const before = tables.findLast(({ at }) => at < (packet?.at ?? 0)) ?? tables[0];
    const sockets = table ? freshIn(table, before) : new Set<never>();
    this.#news = { packet, now: position, sockets };
    if (!changed) return;
    this.#table = index;
    this.#light();
    for (const one of this.#ladder?.querySelectorAll<SVGElement>("[data-packet], [data-packets]") ??
      []) {
      const number = Number.parseInt(one.dataset.packet ?? one.dataset.packets ?? "");
      one.classList.toggle("now", number === packet?.first);
    }
    this.#showTable(index, before);
  }

  #colour(): void {
    const screens = this.#panes.map(({ screen }) => screen);
    colourWords(screens, this.#timeline.ends);
  }

  /** Rows are lit when they have been drawn: xterm draws in its own time. */
  #light(): void {
    for (const { screen } of this.#panes) {
      const id = screen.closest<HTMLElement>("[data-pane]")?.dataset.pane;
      const terminal = this.#timeline.terminals.find((one) => one.id === id);
      const rows = Array.from(screen.querySelectorAll(".xterm-rows > div"));
      const texts = rows.map((row) => row.textContent.replaceAll("\u00a0", " ").trimEnd());
      const lit = terminal ? litRows(texts, terminal, this.#news) : new Set<number>();
      for (const [index, row] of rows.entries()) row.classList.toggle("lit", lit.has(index));
    }
  }

  #showTable(index: number, before: SocketTable | undefined): void {
    const { tables, ends } = this.#timeline;
    const table = tables[index];
    const body = this.#player.querySelector(".socks tbody");
    const since = (socket: Socket) => seenSince(tables, index, socket);
    if (body) body.innerHTML = socketRows(table, ends, this.#words.noSockets, before, since);
    const caption = this.#player.querySelector(".socks caption small");
    if (caption) caption.textContent = this.#words.socketsAt(((table?.at ?? 0) / 1e6).toFixed(3));
  }

  /** Marks the step reached, in the list, in the timeline and in the caption. */
  #showStep(position: number): void {
    const reached = this.#timeline.steps.findLast(({ at }) => at <= position)?.id ?? "";
    if (reached === this.#step) return;
    this.#step = reached;
    this.#player.dataset.step = reached;
    for (const link of this.#player.querySelectorAll<HTMLElement>("a[data-step]"))
      if (link.dataset.step === reached) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    for (const flag of this.#player.querySelectorAll<SVGElement>(".flag"))
      flag.classList.toggle("cur", flag.dataset.flag === reached);
    const title = this.#player.querySelector<HTMLAnchorElement>(".cap .k");
    if (title) {
      title.textContent = this.#titleOf(reached);
      title.hash = reached && `s/${this.#player.dataset.session}/${reached}`;
    }
    this.#showPrediction(reached);
  }

  #titleOf(step: string): string {
    const index = this.#timeline.steps.findIndex(({ id }) => id === step);
    const text = this.#player.querySelector(`a[data-step="${step}"] .what`)?.textContent ?? "";
    return index < 0 ? "" : this.#words.step(index + 1, text);
  }

  /** From the step on that settles it, the reader's prediction stands beside what happened. */
  #showPrediction(reached: string): void {
    const { prediction, answer, settledAt } = this.#player.dataset;
    const place = this.#player.querySelector<HTMLElement>(".cap .you");
    if (!prediction || !place) return;
    const order = this.#timeline.steps.map(({ id }) => id);
    const settled = order.indexOf(reached) >= order.indexOf(settledAt ?? "");
    const choice = (which: string) =>
      document
        .querySelector(`predict-first[data-predict="${prediction}"] input${which}`)
        ?.closest("label")
        ?.querySelector("span")
        ?.textContent.trim();
    const [chosen, right] = [choice(":checked"), choice(`[value="${answer}"]`)];
    place.hidden = !settled || !chosen;
    place.textContent = chosen && right ? this.#words.predicted(chosen, right) : "";
  }

  #showTime(position: number): void {
    const { duration } = this.#timeline;
    const text = `${seconds(position)} s`;
    const clock = this.#player.querySelector(".clock .now");
    if (clock) clock.textContent = text;
    const slider = this.#player.querySelector<HTMLInputElement>("input[type=range]");
    if (slider) {
      slider.value = String(Math.floor(position / 1e3));
      slider.setAttribute(
        "aria-valuetext",
        [this.#titleOf(this.#step ?? ""), text].filter(Boolean).join(", "),
      );
    }
    for (const svg of this.#player.querySelectorAll<SVGSVGElement>("svg.tl")) {
      const room = svg.viewBox.baseVal.width - 2 * MARGIN;
      svg
        .querySelector(".thumb")
        ?.setAttribute("transform", `translate(${(position / duration) * room} 0)`);
    }
  }

  #fit(): void {
    this.#showLadder(this.#position);
    for (const pane of this.#panes) pane.fit();
  }

  #repaint(): void {
    for (const pane of this.#panes) pane.repaint();
  }
}
