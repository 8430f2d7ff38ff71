import { outputHtml } from "../../src/notebook/html.ts";
import type { Output } from "../../src/notebook/output.ts";
import type { Plot } from "../../src/notebook/plot.ts";
import type { Trace } from "../../src/sessions/trace.ts";
import { langOf } from "../lang.ts";
import { editOf, edits, keepEdit, LONGEST, resetEdit, undoReset } from "./edits.ts";
import type { Editor } from "./editor.ts";
import { needed } from "./flow.ts";
import { plainLines } from "./lines.ts";
import { programOf } from "./program.ts";
import { runInSandbox } from "./sandbox.ts";
import { sharedCell, sharedCode, shareHash } from "./share.ts";
import { cellWords, whyOf } from "./words.ts";

type State = "fresh" | "running" | "done" | "stale" | "error";

/** What a cell says of itself: its state, and that in words. */
interface Stand {
  readonly state: State;
  readonly status: string;
}

type Failure = Extract<Output, { kind: "error" }>;

/** The reader's part in a cell: runs it, edits it, and says how it stands to the other cells. */
export class Reader {
  readonly #element: HTMLElement;
  readonly #words = cellWords[langOf(document.documentElement.lang)];
  readonly #code: HTMLElement;
  readonly #output: HTMLElement;
  /** The site's own code, and how it was set. */
  readonly #own: { readonly text: string; readonly html: string };
  /** What the output shown belongs to, and how the cell stood then. */
  #shown: { texts: string; stand: Stand };
  /** Code that came with a link; not run, and not kept, before the reader says so. */
  #shared: string | null = null;
  /** Text too long to be kept. */
  #draft: string | null = null;
  #run: AbortController | null = null;
  #editor: Editor | null = null;
  #notice: HTMLElement | null = null;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#code = found(element, "code");
    this.#output = found(element, "output");
    this.#own = { text: this.#code.textContent, html: this.#code.innerHTML };
    const status = this.#status.textContent;
    this.#shown = { texts: "", stand: { state: "fresh", status } };
  }

  get id(): string {
    return this.#element.dataset.cell ?? "";
  }
  get #key(): string {
    return this.#element.dataset.key ?? "";
  }
  get #status(): HTMLElement {
    return found(this.#element, ".status");
  }
  /** What folds the lines that only import, where there are any. */
  get #setup(): HTMLElement | null {
    return this.#element.querySelector("details.setup");
  }
  get ownText(): string {
    return this.#own.text;
  }
  get text(): string {
    return this.#shared ?? this.#draft ?? editOf(this.#key).text ?? this.#own.text;
  }

  /** What a button asks for. */
  do(action: string): void {
    if (action === "run") void this.run();
    if (action === "stop") this.#run?.abort();
    if (action === "run-above") void this.#runAbove();
    if (action === "edit") void this.#edit();
    if (action === "reset") this.#reset();
    if (action === "undo") this.#undo();
    if (action === "share") void this.#share();
    if (action === "unshare") this.#unshare();
  }

  /** Runs it, and before it what it needs and what has changed since it ran. */
  async run(control = new AbortController()): Promise<void> {
    if (this.#run) return;
    this.#run = control;
    this.#enter({ state: "running", status: this.#words.running });
    for (const id of needed(this.id, currentText)) {
      const other = readerAt(id);
      if (other?.isStale) await other.run(control);
    }
    const stand = control.signal.aborted
      ? ({ state: "error", status: this.#words.stopped } as const)
      : await this.#perform(control.signal);
    this.#run = null;
    this.#shown = { texts: this.#texts(currentText), stand };
    this.#enter(stand);
    for (const other of readers()) if (other !== this) other.refresh();
  }

  get isStale(): boolean {
    return this.#element.dataset.state === "stale";
  }

  async #perform(signal: AbortSignal): Promise<Stand> {
    this.#mark([]);
    const shown = new Set<string>();
    const failures: Failure[] = [];
    const { program = "", sandbox = "", recorded = "" } = this.#element.dataset;
    try {
      const job = {
        program: await programOf({ program, recorded }, this.id, textIfChanged),
        sandbox,
      };
      const ending = await runInSandbox(job, signal, (one) => {
        if (shown.size === 0) this.#output.replaceChildren();
        shown.add(one.kind);
        if (one.kind === "error") failures.push(one);
        this.#output.insertAdjacentHTML("beforeend", outputHtml(one)); // checked, and all of it escaped
        const place = this.#output.lastElementChild;
        if (one.kind === "ladder" && place) void this.#draw(one.trace, place);
        if (one.kind === "plot" && place) void this.#plot(one.plot, place);
      });
      if (ending.kind !== "done") return { state: "error", status: this.#words[ending.kind] };
      if (shown.size === 0) this.#output.replaceChildren();
      if (failures[0]) return this.#failure(failures[0]);
      return { state: "done", status: this.#words.ran(ending.milliseconds) };
    } catch {
      return { state: "error", status: this.#words[signal.aborted ? "stopped" : "failed"] };
    }
  }

  /** Draws a ladder where it belongs. */
  async #draw(trace: Trace, place: Element): Promise<void> {
    const { safeLadder } = await import("./ladder.ts");
    const id = `cell-${this.id}-${Array.from(this.#output.children).indexOf(place)}`;
    try {
      place.replaceChildren(safeLadder(trace, id, langOf(document.documentElement.lang)));
    } catch {
      place.textContent = this.#words.noLadder;
    }
  }

  /** Draws a plot where it belongs; what draws it is loaded only then. */
  async #plot(plot: Plot, place: Element): Promise<void> {
    try {
      const { safePlot } = await import("./plot.ts");
      place.innerHTML = safePlot(plot, langOf(document.documentElement.lang));
    } catch {
      place.textContent = this.#words.noPlot;
    }
  }

  /** Where it failed, in the gutter, and what kind of failure that is, in words. */
  #failure({ message, line, file }: Failure): Stand {
    const own = file === undefined ? line : undefined;
    if (own !== undefined) this.#mark([own]);
    return { state: "error", status: this.#words.failedAt(own, whyOf(message, this.#words)) };
  }

  #mark(lines: readonly number[]): void {
    this.#editor?.markLines(lines);
    this.#code.querySelectorAll(".l").forEach((line, index) => {
      const failed = lines.includes(index + 1);
      line.classList.toggle("failed", failed);
      if (failed && line.matches(".setup")) this.#setup?.setAttribute("open", "");
    });
  }

  async #runAbove(): Promise<void> {
    const all = readers();
    for (const one of all.slice(0, all.indexOf(this))) await one.run();
  }

  /** Opens the editor, or closes it. */
  async #edit(): Promise<void> {
    const pre = found(this.#element, "pre");
    if (this.#editor) {
      this.#editor.destroy();
      this.#editor = null;
      pre.nextElementSibling?.remove();
    } else {
      const { openEditor } = await import("./editor.ts");
      if (pre.nextElementSibling?.className === "editor") return; // asked for twice while it was loading
      const host = document.createElement("div");
      host.className = "editor";
      pre.after(host);
      this.#editor = openEditor(host, {
        doc: this.text,
        label: pre.getAttribute("aria-label") ?? "",
        words: { leave: this.#words.leave },
        onChange: (text) => this.#changed(text),
        onRun: () => void this.run(),
      });
      this.#editor.focus();
    }
    pre.hidden = this.#editor !== null;
    this.#button("edit")?.setAttribute("aria-pressed", String(pre.hidden));
    this.refresh();
  }

  #changed(text: string): void {
    if (this.#shared !== null) {
      resetEdit(this.#key); // the reader's own text can still be had back
      this.#closeNotice();
    }
    const long = text.length > LONGEST;
    this.#draft = long ? text : null;
    if (text === this.#own.text) resetEdit(this.#key);
    else if (!long) keepEdit(this.#key, text);
    for (const one of readers()) one.refresh();
    if (long) this.#status.textContent = this.#words.tooLongToKeep;
  }

  #reset(): void {
    this.#draft = null;
    resetEdit(this.#key);
    this.#say(this.#words.reset);
    this.#button("undo")?.focus();
  }

  #undo(): void {
    undoReset(this.#key);
    this.#say(this.#words.undone);
    this.#button("reset")?.focus();
  }

  async #share(): Promise<void> {
    const hash = await shareHash(this.id, this.text);
    history.replaceState(null, "", hash);
    const copied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    this.#status.textContent = copied ? this.#words.shared : this.#words.sharedAbove;
  }

  /** Opens the code that a link carries: shown, not run. */
  async open(hash: string): Promise<void> {
    if (sharedCell(hash) !== this.id) return;
    const code = await sharedCode(hash);
    const known = code !== null && [this.#own.text, editOf(this.#key).text].includes(code);
    if (known) {
      this.#element.scrollIntoView();
      return;
    }
    this.#shared = code;
    this.#notice?.remove();
    this.#notice = document.createElement("p");
    this.#notice.className = "notice";
    this.#notice.setAttribute("role", "note");
    this.#notice.textContent = code === null ? this.#words.damaged : this.#words.notOurs;
    const back = document.createElement("button");
    back.type = "button";
    back.dataset.action = "unshare";
    back.textContent = this.#words.unshare;
    this.#notice.append(" ", back);
    found(this.#element, ".code-head").after(this.#notice);
    for (const one of readers()) one.refresh();
    this.#element.scrollIntoView();
  }

  #unshare(): void {
    this.#closeNotice();
    for (const one of readers()) one.refresh();
    this.#button("run")?.focus();
  }

  #closeNotice(): void {
    this.#shared = null;
    this.#notice?.remove();
    this.#notice = null;
    if (sharedCell(location.hash) === this.id) history.replaceState(null, "", `#cell-${this.id}`);
  }

  /** Shows the text as it is now, and whether the output still belongs to it. */
  refresh(): void {
    const { text } = this;
    if (this.#editor && this.#editor.text() !== text) this.#editor.set(text);
    if (this.#code.textContent !== text) {
      if (text === this.#own.text) this.#code.innerHTML = this.#own.html;
      else this.#code.innerHTML = plainLines(text); // escaped there
    }
    if (this.#run) return;
    this.#shown.texts ||= this.#texts(ownText);
    const now = this.#texts(currentText);
    if (now === this.#shown.texts) return this.#enter(this.#shown.stand);
    const [ran] = JSON.parse(this.#shown.texts) as string[];
    const status =
      this.#shared !== null
        ? this.#words.paused
        : ran === text
          ? this.#words.staleImport
          : this.#words.edited;
    this.#enter({ state: "stale", status });
  }

  /** Its text and those of all it needs: what its output depends on. */
  #texts(textOf: (id: string) => string | null): string {
    return JSON.stringify([this.id, ...needed(this.id, textOf)].map(textOf));
  }

  #say(status: string): void {
    for (const one of readers()) one.refresh();
    this.#status.textContent = status;
  }

  #enter({ state, status }: Stand): void {
    const { text, past } = editOf(this.#key);
    this.#element.dataset.state = state;
    if (this.#status.textContent !== status) this.#status.textContent = status;
    const running = state === "running";
    // The one that comes is there before the other goes, to take the focus.
    this.#show(running ? "stop" : "run", true);
    this.#show(running ? "run" : "stop", false);
    this.#show("reset", text !== null || this.#draft !== null);
    this.#show("undo", text === null && past.length > 0);
    // The list of types, and what is folded, are of the site's code.
    found(this.#element, ".types").hidden = this.text !== this.#own.text;
    if (this.#setup) this.#setup.hidden = this.text !== this.#own.text || this.#editor !== null;
    this.#show("share", this.text !== this.#own.text);
  }

  /** Shows a button or hides it; from Run that becomes Stop, and back, the focus goes along. */
  #show(action: string, visible: boolean): void {
    const button = this.#button(action);
    if (!button || button.hidden === !visible) return;
    const focused = document.activeElement === button;
    button.hidden = !visible;
    if (focused) this.#button(action === "run" ? "stop" : "run")?.focus();
  }

  #button(action: string): HTMLButtonElement | null {
    return this.#element.querySelector(`[data-action="${action}"]`);
  }
}

function found(element: HTMLElement, css: string): HTMLElement {
  const one = element.querySelector<HTMLElement>(css);
  if (!one) throw new Error(`A cell without ${css}.`);
  return one;
}

const known = new WeakMap<HTMLElement, Reader>();

/** The reader's part in a cell of this page. */
export function readerOf(element: HTMLElement): Reader {
  const reader = known.get(element) ?? new Reader(element);
  known.set(element, reader);
  return reader;
}

/** Those of all cells of the page, in its order. */
const readers = (): Reader[] =>
  Array.from(document.querySelectorAll<HTMLElement>("code-cell"), readerOf);

const readerAt = (id: string): Reader | null => readers().find((one) => one.id === id) ?? null;
const currentText = (id: string): string | null => readerAt(id)?.text ?? null;
const ownText = (id: string): string | null => readerAt(id)?.ownText ?? null;

/** A cell's text where it is not the site's own. */
const textIfChanged = (id: string): string | null => {
  const one = readerAt(id);
  return one && one.text !== one.ownText ? one.text : null;
};

edits.onChange(() => readers().forEach((one) => one.refresh()));
