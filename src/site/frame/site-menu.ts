import { kept } from "../../../components/store/kept.ts";

/** The list of chapters closes on Escape and on a click elsewhere; in it stands which are read. */
class SiteMenu extends HTMLElement {
  connectedCallback() {
    const details = this.querySelector("details");
    const summary = this.querySelector("summary");
    details?.addEventListener("toggle", () => {
      if (details.open && kept("progress"))
        void import("../../../components/progress/marks.ts").then(({ markChapters }) =>
          markChapters(),
        );
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details?.open) return;
      details.open = false;
      summary?.focus();
    });
    document.addEventListener("click", (event) => {
      if (details?.open && event.target instanceof Node && !this.contains(event.target))
        details.open = false;
    });
  }
}
customElements.define("site-menu", SiteMenu);
