import { kept } from "../store/kept.ts";

const load = () => import("./follow.ts");

/**
 * `<chapter-progress>`: follows the reader through a chapter, from the first touch on; and tells one
 * who has been here before where that was.
 */
class ChapterProgress extends HTMLElement {
  #begun = false;

  connectedCallback(): void {
    const mark = document.querySelector<HTMLElement>("[data-mark-read]");
    const box = mark?.querySelector("input");
    if (mark) mark.hidden = false;
    box?.addEventListener("change", () => {
      const { checked } = box;
      void load().then(({ markRead }) => markRead(this, checked));
    });
    if (kept("progress")) return this.#begin();
    for (const touch of ["scroll", "pointerdown", "keydown"])
      addEventListener(touch, () => this.#begin(), { once: true, passive: true });
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    void load().then(({ follow }) => follow(this));
  }
}

customElements.define("chapter-progress", ChapterProgress);
