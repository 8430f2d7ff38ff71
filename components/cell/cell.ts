import { kept } from "../store/kept.ts";

const load = () => import("./reader.ts");

/**
 * `<code-cell>`: what a reader does with it. All that is needed for that is loaded with the first use,
 * or where the reader has edits, or came by a link that carries code.
 */
class CodeCell extends HTMLElement {
  readonly #opened = (): void => {
    if (location.hash.startsWith(`#code/${this.dataset.cell}/`))
      void load().then(({ readerOf }) => readerOf(this).open(location.hash));
  };

  connectedCallback(): void {
    const first = document.querySelector("code-cell") === this;
    for (const button of this.querySelectorAll("button"))
      button.hidden = !["run", "edit", first ? "" : "run-above"].includes(
        button.dataset.action ?? "",
      );
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const action = button?.dataset.action;
      if (!action) return;
      if (action === "run") this.#begin();
      void load().then(
        ({ readerOf }) => readerOf(this).do(action),
        () => this.#failed(),
      );
    });
    if (kept("edits")) void load().then(({ readerOf }) => readerOf(this).refresh());
    addEventListener("hashchange", this.#opened);
    this.#opened();
  }

  disconnectedCallback(): void {
    removeEventListener("hashchange", this.#opened);
    if (this.dataset.state === "running")
      void load().then(({ readerOf }) => readerOf(this).do("stop"));
  }

  /** What runs a cell could not be loaded: the sentence stands where the status does. */
  #failed(): void {
    this.dataset.state = "error";
    const status = this.querySelector(".status");
    if (status) status.textContent = this.dataset.failed ?? "";
    for (const [action, hidden] of [
      ["run", false],
      ["stop", true],
    ] as const) {
      const button = this.querySelector<HTMLElement>(`[data-action="${action}"]`);
      if (button) button.hidden = hidden;
    }
  }

  /** Run becomes Stop at once, for loading takes its time; the focus goes along. */
  #begin(): void {
    const [run, stop] = ["run", "stop"].map((action) =>
      this.querySelector<HTMLElement>(`[data-action="${action}"]`),
    );
    if (!run || !stop) return;
    this.dataset.state = "running";
    stop.hidden = false;
    if (document.activeElement === run) stop.focus();
    run.hidden = true;
  }
}

customElements.define("code-cell", CodeCell);
