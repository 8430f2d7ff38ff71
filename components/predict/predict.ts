import { kept } from "../store/kept.ts";

const load = () => import("./reader.ts");

/**
 * `<predict-first>`: keeps the reader's choice, and shows it again, beside what happened once that was
 * seen. What it needs is loaded when there is something to keep or to show.
 */
class PredictFirst extends HTMLElement {
  #watching: MutationObserver | null = null;
  /** Another tab has written something; no key: all was cleared. */
  readonly #elsewhere = ({ key }: StorageEvent): void => {
    if (key === null || key === "wcf:predictions") void load().then(({ show }) => show(this));
  };

  connectedCallback(): void {
    this.querySelector(".kept")?.removeAttribute("hidden");
    for (const intent of ["pointerenter", "focusin"])
      this.addEventListener(intent, () => void load(), { once: true });
    if (kept("predictions")) void load().then(({ show }) => show(this));
    this.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      const { value } = target; // as it is now: loading takes its time
      void load().then(({ keep }) => keep(this, value));
    });
    this.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("[data-action=forget]"))
        void load().then(({ clear }) => clear(this));
    });
    const why = this.querySelector("details");
    why?.addEventListener("toggle", () => {
      if (why.open) this.#settle();
    });
    addEventListener("storage", this.#elsewhere);
    this.#watch();
  }

  disconnectedCallback(): void {
    removeEventListener("storage", this.#elsewhere);
    this.#watching?.disconnect();
  }

  /** A player that comes to the step which settles this has shown what happened. */
  #watch(): void {
    const css = `session-player[data-prediction="${this.dataset.predict}"]`;
    const player = document.querySelector<HTMLElement>(css);
    if (!player) return;
    const { settledAt = "" } = player.dataset;
    this.#watching = new MutationObserver(() => {
      const steps = Array.from(
        player.querySelectorAll<HTMLElement>("a[data-step]"),
        (step) => step.dataset.step,
      );
      const { state, step } = player.dataset;
      if (state === "idle" || state === "loading") return;
      if (steps.indexOf(step) >= steps.indexOf(settledAt)) this.#settle();
    });
    this.#watching.observe(player, { attributeFilter: ["data-step", "data-state"] });
  }

  #settle(): void {
    if (this.querySelector(":checked")) void load().then(({ settled }) => settled(this));
  }
}

customElements.define("predict-first", PredictFirst);
