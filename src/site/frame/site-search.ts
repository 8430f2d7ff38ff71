/** Pagefind's own interface in a dialog; nothing of it is loaded before the reader asks. */
class SiteSearch extends HTMLElement {
  #dialog: HTMLDialogElement | null = null;

  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.dataset.label ?? "";
    button.dataset.action = "search";
    button.addEventListener("click", () => void this.#open());
    this.replaceChildren(button);
    document.addEventListener("keydown", (event) => {
      const typing = (event.target as Element).closest(
        "input, textarea, [contenteditable], session-player, code-cell",
      );
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        void this.#open();
      }
    });
  }

  async #open() {
    const dialog = (this.#dialog ??= await this.#make());
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input")?.focus();
  }

  async #make(): Promise<HTMLDialogElement> {
    const { searchDialog } = await import("./search-dialog.ts");
    const { label = "", close = "", failed = "", translations = "{}" } = this.dataset;
    const words = JSON.parse(translations) as Record<string, string>;
    return searchDialog({
      label,
      close,
      failed,
      translations: words,
    });
  }
}

customElements.define("site-search", SiteSearch);
