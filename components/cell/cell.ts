import { outputHtml } from "../../src/notebook/html.ts";
import { langOf } from "../lang.ts";
import { cellWords } from "./words.ts";

/**
 * `<code-cell>`: runs the cell in the page's sandbox and puts what it shows where the build's
 * output stood. Nothing is loaded before the first run.
 */
class CodeCell extends HTMLElement {
  #words = cellWords[langOf(document.documentElement.lang)];
  #run: AbortController | null = null;

  connectedCallback(): void {
    this.#button("run")?.addEventListener("click", () => void this.#start());
    this.#button("stop")?.addEventListener("click", () => this.#run?.abort());
    this.#show("run");
  }

  disconnectedCallback(): void {
    this.#run?.abort();
  }

  async #start(): Promise<void> {
    const output = this.querySelector("output");
    if (!output || this.#run) return;
    this.#run = new AbortController();
    this.#enter("running", this.#words.running);
    const { program = "", sandbox = "" } = this.dataset;
    const shown = new Set<string>();
    try {
      const { runInSandbox } = await import("./sandbox.ts");
      const ending = await runInSandbox({ program, sandbox }, this.#run.signal, (one) => {
        if (shown.size === 0) output.replaceChildren();
        shown.add(one.kind);
        output.insertAdjacentHTML("beforeend", outputHtml(one)); // checked, and all of it escaped
      });
      if (ending.kind !== "done") this.#enter("error", this.#words[ending.kind]);
      else {
        if (shown.size === 0) output.replaceChildren();
        this.#enter(shown.has("error") ? "error" : "done", this.#words.ran(ending.milliseconds));
      }
    } catch {
      this.#enter("error", this.#words.failed);
    }
    this.#run = null;
  }

  #enter(state: "running" | "done" | "error", status: string): void {
    this.dataset.state = state;
    const place = this.querySelector(".status");
    if (place) place.textContent = status;
    this.#show(state === "running" ? "stop" : "run");
  }

  /** Run becomes Stop and back; the focus goes along. */
  #show(action: "run" | "stop"): void {
    const [shown, hidden] = [this.#button(action), this.#button(action === "run" ? "stop" : "run")];
    const focused = document.activeElement === hidden;
    if (shown) shown.hidden = false;
    if (focused) shown?.focus();
    if (hidden) hidden.hidden = true;
  }

  #button(action: "run" | "stop"): HTMLButtonElement | null {
    return this.querySelector(`[data-action="${action}"]`);
  }
}

customElements.define("code-cell", CodeCell);
