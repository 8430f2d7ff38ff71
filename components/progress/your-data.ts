import { kept } from "../store/kept.ts";

/** `<your-data>`: what is kept of the reader on this device, to be taken along, or forgotten. */
class YourData extends HTMLElement {
  connectedCallback(): void {
    for (const hidden of this.querySelectorAll(".acts, .without-script"))
      hidden.toggleAttribute("hidden");
    if (kept()) void this.#show();
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest<HTMLElement>("[data-action]");
      if (button)
        void import("./desk.ts").then(({ act }) => act(this, button.dataset.action ?? ""));
    });
  }

  async #show(): Promise<void> {
    const { markChapters, showWayOn } = await import("./marks.ts");
    markChapters();
    showWayOn();
  }
}

customElements.define("your-data", YourData);
