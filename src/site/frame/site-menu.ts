/** The list of chapters closes on Escape and on a click elsewhere. */
class SiteMenu extends HTMLElement {
  connectedCallback() {
    const details = this.querySelector("details");
    const summary = this.querySelector("summary");
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
