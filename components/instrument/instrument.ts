/**
 * `<lab-instrument>`: shows one situation and its answer as they were built; the model comes with the
 * reader's first touch, or with a link that holds a situation.
 */
class LabInstrument extends HTMLElement {
  #asked = false;

  connectedCallback(): void {
    for (const off of this.querySelectorAll<HTMLFieldSetElement>("fieldset[disabled]"))
      off.disabled = false;
    for (const off of this.querySelectorAll<HTMLElement>("[data-needs-script]")) off.hidden = false;
    for (const intent of ["focusin", "pointerdown", "input"])
      this.addEventListener(intent, ({ target }) => void this.#load(target));
    addEventListener("hashchange", this.#linked);
    this.#linked();
  }

  disconnectedCallback(): void {
    removeEventListener("hashchange", this.#linked);
  }

  readonly #linked = (): void => {
    if (/^#[a-z0-9]+=/.test(location.hash)) void this.#load();
  };

  /** Loads what answers; when that fails, the next touch tries again. */
  async #load(touched: EventTarget | null = null): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const { loading = "", failed = "" } = this.dataset;
    this.#say(loading);
    try {
      const { attend } = await import("./reader.ts");
      await attend(this, touched instanceof Element ? touched : null);
      if (this.#said === loading) this.#say("");
    } catch {
      this.#asked = false;
      this.#say(failed);
    }
  }

  get #said(): string {
    return this.querySelector("[role=status].wrong")?.textContent ?? "";
  }

  #say(text: string): void {
    const place = this.querySelector("[role=status].wrong");
    if (place) place.textContent = text;
  }
}

customElements.define("lab-instrument", LabInstrument);
