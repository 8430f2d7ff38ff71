import { fileUrl } from "../../../components/url.ts";

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
    const dialog = document.createElement("dialog");
    dialog.className = "search";
    dialog.setAttribute("aria-label", this.dataset.label ?? "");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = this.dataset.close ?? "";
    close.addEventListener("click", () => dialog.close());
    const place = document.createElement("div");
    dialog.append(close, place);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    await this.#fill(place).catch(() => (place.textContent = this.dataset.failed ?? ""));
    return dialog;
  }

  async #fill(element: HTMLElement): Promise<void> {
    await import("./search.css");
    await import(/* @vite-ignore */ `${fileUrl("/pagefind/")}pagefind.js`); // the index: is it there?
    const { PagefindUI } = await import("@pagefind/default-ui");
    new PagefindUI({
      element,
      bundlePath: fileUrl("/pagefind/"),
      baseUrl: fileUrl("/"),
      showImages: false,
      showSubResults: true,
      translations: JSON.parse(this.dataset.translations ?? "{}") as Record<string, string>,
    });
  }
}
customElements.define("site-search", SiteSearch);
