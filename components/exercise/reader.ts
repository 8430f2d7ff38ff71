import type { Output } from "../../src/notebook/output.ts";
import { whyOf, cellWords } from "../cell/words.ts";
import type { Editor } from "../cell/editor.ts";
import { plainLines } from "../cell/lines.ts";
import { langOf } from "../lang.ts";
import { attempt, attemptOf, attempts, LONGEST } from "./attempts.ts";
import { paperAt } from "./given-out.ts";
import { asking, grade, solves, telling, type Grade } from "./grade.ts";
import { exerciseWords } from "./words.ts";

type State = "fresh" | "running" | "solved" | "failed" | "error";

/** The reader's part in an exercise: his code, its grade, and the comparison with the solution. */
class Solver {
  readonly #element: HTMLElement;
  readonly #lang = langOf(document.documentElement.lang);
  readonly #words = exerciseWords[this.#lang];
  readonly #given: { readonly text: string; readonly html: string };
  readonly #code: HTMLElement;
  /** Text too long to be kept. */
  #draft: string | null = null;
  #editor: Editor | null = null;
  #run: AbortController | null = null;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#code = this.#found("pre code");
    this.#given = { text: this.#code.textContent, html: this.#code.innerHTML };
  }

  get #id(): string {
    return this.#element.dataset.exercise ?? "";
  }
  get #text(): string {
    return this.#draft ?? attemptOf(this.#id).code ?? this.#given.text;
  }

  /** What a button asks for. */
  do(action: string): void {
    if (action === "edit") void this.#edit();
    if (action === "check") void this.#check();
    if (action === "stop") this.#run?.abort();
    if (action === "reset") this.#reset();
    if (action === "undo") this.#undo();
  }

  /** Shows what is kept. */
  refresh(): void {
    const { code, past, solved } = attemptOf(this.#id);
    const text = this.#text;
    if (this.#editor && this.#editor.text() !== text) this.#editor.set(text);
    if (this.#code.textContent !== text)
      this.#code.innerHTML = text === this.#given.text ? this.#given.html : plainLines(text); // escaped there
    this.#show("reset", code !== null || this.#draft !== null);
    this.#show("undo", code === null && past !== null);
    this.#found(".mark").hidden = !solved;
    if (this.#element.dataset.state === "fresh" && (solved || code !== null))
      this.#say(solved ? this.#words.solvedBefore : this.#words.started);
  }

  async #edit(): Promise<void> {
    if (this.#editor) {
      this.#editor.focus();
      return;
    }
    const { openEditor } = await import("../cell/editor.ts");
    const pre = this.#found("pre");
    if (pre.hidden) return; // asked for twice while it was loading
    const host = document.createElement("div");
    host.className = "editor";
    pre.after(host);
    pre.hidden = true;
    this.#editor = openEditor(host, {
      doc: this.#text,
      label: pre.getAttribute("aria-label") ?? "",
      words: { leave: this.#words.leave },
      onChange: (text) => this.#changed(text),
      onRun: () => void this.#check(),
    });
    this.#editor.focus();
  }

  #changed(text: string): void {
    const long = text.length > LONGEST;
    this.#draft = long ? text : null;
    if (!long) attempt(this.#id, { code: text === this.#given.text ? null : text });
    if (this.#element.dataset.state !== "running") this.#element.dataset.state = "fresh";
    if (long) this.#say(this.#words.unkept);
    void this.compare();
  }

  #reset(): void {
    attempt(this.#id, { code: null, past: this.#text });
    this.#draft = null;
    this.#element.dataset.state = "fresh";
    this.refresh();
    this.#say(this.#words.reset);
    this.#button("undo")?.focus();
  }

  #undo(): void {
    const { past } = attemptOf(this.#id);
    attempt(this.#id, { code: past, past: null });
    this.refresh();
    this.#say(this.#words.undone);
    this.#button("reset")?.focus();
  }

  async #check(): Promise<void> {
    if (this.#run) return;
    const control = new AbortController();
    this.#run = control;
    this.#enter("running", this.#words.running);
    this.#editor?.markLines([]);
    try {
      await this.#grade(control.signal);
    } catch {
      this.#enter("error", this.#words[control.signal.aborted ? "stopped" : "failed"]);
    }
    this.#run = null;
  }

  async #grade(signal: AbortSignal): Promise<void> {
    const { paper: address = "", sandbox = "" } = this.#element.dataset;
    const [{ runInSandbox }, { verdict }, paper] = await Promise.all([
      import("../cell/sandbox.ts"),
      import("./verdict.ts"),
      paperAt(address),
    ]);
    const mark = crypto.randomUUID();
    const outputs: Output[] = [];
    const program = asking(paper, this.#text, mark);
    const ending = await runInSandbox({ program, sandbox }, signal, (one) => outputs.push(one));
    const graded = grade(paper, outputs, mark);
    const place = this.#found(".verdict");
    if (ending.kind === "done" && solves(paper, graded)) {
      attempt(this.#id, { solved: true });
      place.hidden = true;
      this.refresh();
      this.#enter("solved", this.#words.solved(paper.cases.length));
      return;
    }
    place.replaceChildren(...verdict(paper, graded, this.#lang));
    place.hidden = ending.kind === "stopped" || place.childElementCount === 0;
    const [state, status] =
      ending.kind === "done"
        ? this.#standing(graded, paper)
        : (["error", this.#words[ending.kind]] as const);
    this.#enter(state, status);
    const [first] = graded.wrong;
    const asked = first === undefined ? undefined : paper.cases[first];
    if (!asked || !graded.found || signal.aborted) return;
    const told = telling(paper.story, asked.story);
    await runInSandbox({ program: told, sandbox }, signal, (one) => void this.#draw(one, place));
  }

  /** How code stands that ran to its end, and does not solve it. */
  #standing(
    { error, found, wrong }: Grade,
    paper: { function: string; cases: readonly unknown[] },
  ) {
    const words = this.#words;
    if (error) {
      if (error.line !== undefined && error.file) this.#editor?.markLines([error.line]);
      return [
        "error",
        words.failedAt(error.line, whyOf(error.message, cellWords[this.#lang])),
      ] as const;
    }
    if (!found) return ["error", words.missing(paper.function)] as const;
    const all = paper.cases.length;
    return ["failed", words.differs(all - wrong.length, all)] as const;
  }

  /** Draws the ladder of a case under its numbers. */
  async #draw(output: Output, place: HTMLElement): Promise<void> {
    if (output.kind !== "ladder") return;
    const { safeLadder } = await import("../cell/ladder.ts");
    const ladder = document.createElement("div");
    ladder.className = "ladder";
    ladder.append(safeLadder(output.trace, `exercise-${this.#id}`, this.#lang));
    place.querySelector(".ladder")?.remove();
    place.querySelector("dl")?.after(ladder);
  }

  /** Sets the reader's code beside the solution, where there is some and the solution is open. */
  async compare(): Promise<void> {
    const solution = this.#element.querySelector<HTMLDetailsElement>(".solution");
    if (!solution?.open) return;
    const given = this.#found(".solution > .code");
    const mine = this.#text !== this.#given.text;
    solution.querySelectorAll(".diff, .yours").forEach((old) => old.remove());
    given.hidden = mine;
    if (!mine) return;
    const { comparison } = await import("./compare.ts");
    solution.querySelectorAll(".diff, .yours").forEach((old) => old.remove());
    const note = document.createElement("p");
    note.className = "yours";
    note.textContent = this.#words.yours;
    const ours = this.#found(".solution code").textContent;
    given.after(note, comparison(this.#text, ours, this.#words));
  }

  #enter(state: State, status: string): void {
    this.#element.dataset.state = state;
    this.#say(status);
    this.#show("stop", state === "running");
    this.#show("check", state !== "running");
  }

  #say(status: string): void {
    const place = this.#found(".status");
    if (place.textContent !== status) place.textContent = status;
  }

  /** Shows a button or hides it; from Check that becomes Stop, and back, the focus goes along. */
  #show(action: string, visible: boolean): void {
    const button = this.#button(action);
    if (!button || button.hidden === !visible) return;
    const focused = document.activeElement === button;
    button.hidden = !visible;
    if (focused) this.#button(action === "check" ? "stop" : "check")?.focus();
  }

  #button(action: string): HTMLButtonElement | null {
    return this.#element.querySelector(`[data-action="${action}"]`);
  }

  #found(css: string): HTMLElement {
    const one = this.#element.querySelector<HTMLElement>(css);
    if (!one) throw new Error(`An exercise without ${css}.`);
    return one;
  }
}

const known = new WeakMap<HTMLElement, Solver>();

/** The reader's part in an exercise of this page. */
export function solverOf(element: HTMLElement): Solver {
  const solver = known.get(element) ?? new Solver(element);
  known.set(element, solver);
  return solver;
}

attempts.onChange(() => {
  for (const one of document.querySelectorAll<HTMLElement>("code-exercise"))
    solverOf(one).refresh();
});
