import { outputsHtml } from "../../src/notebook/html.ts";
import type { Output } from "../../src/notebook/output.ts";
import { cellWords } from "./words.ts";
import { langOf } from "../lang.ts";
import type { Ending } from "./sandbox.ts";

/**
 * `<code-cell>`: runs the cell in the page's sandbox and puts what it shows where the build's
 * output stood. Nothing is loaded before the first run.
 */
class CodeCell extends HTMLElement {
  #words = cellWords[langOf(document.documentElement.lang)];
  #stop: (() => void) | null = null;

  connectedCallback(): void {
    this.#button("run")?.addEventListener("click", () => void this.#run());
    this.#button("stop")?.addEventListener("click", () => this.#stop?.());
    this.#show("run");
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  async #run(): Promise<void> {
    const output = this.querySelector("output");
    if (!output || this.dataset.state === "running") return;
    const { program = "", sandbox = "" } = this.dataset;
    this.#enter("running", this.#words.running);
    const outputs: Output[] = [];
    let ending: Ending;
    try {
      const { runInSandbox } = await import("./sandbox.ts");
      const run = runInSandbox({ program, sandbox }, (one) => {
        outputs.push(one);
        output.innerHTML = outputsHtml(outputs); // made of escaped text only
      });
      this.#stop = run.stop;
      ending = await run.ended;
    } catch {
      ending = { kind: "failed" };
    }
    this.#stop = null;
    if (ending.kind === "failed") {
      this.#enter("error", this.#words.failed);
      return;
    }
    if (outputs.length === 0) output.replaceChildren();
    if (ending.kind !== "done") {
      this.#enter("error", this.#words[ending.kind]);
      return;
    }
    const failed = outputs.some(({ kind }) => kind === "error");
    this.#enter(failed ? "error" : "done", this.#words.ran(ending.milliseconds));
  }

  #enter(state: "running" | "done" | "error", status: string): void {
    this.dataset.state = state;
    const place = this.querySelector(".status");
    if (place) place.textContent = status;
    this.#show(state === "running" ? "stop" : "run");
  }

  /** Run becomes Stop and back; the focus goes along. */
  #show(action: "run" | "stop"): void {
    const [shown, hidden] = action === "run" ? ["run", "stop"] : ["stop", "run"];
    const focused = document.activeElement === this.#button(hidden);
    this.#button(shown)?.removeAttribute("hidden");
    if (focused) this.#button(shown)?.focus();
    this.#button(hidden)?.setAttribute("hidden", "");
  }

  #button(action: string | undefined): HTMLButtonElement | null {
    return this.querySelector(`[data-action="${action}"]`);
  }
}

customElements.define("code-cell", CodeCell);
