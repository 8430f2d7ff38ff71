/**
 * `<packet-ladder>`: how a ladder drawn at build can be had otherwise. Nothing is loaded before a reader
 * asks; without a script the tools are not there, and the ladder is.
 */
class PacketLadder extends HTMLElement {
  connectedCallback(): void {
    const tools = this.querySelector<HTMLElement>(".tools");
    for (const button of tools?.querySelectorAll("button") ?? []) {
      button.hidden = false;
      button.addEventListener("click", () => {
        void import("./redraw.ts")
          .then(({ otherwise }) => otherwise(this, button))
          .catch(() => tools?.dataset.failed ?? "")
          .then((said) => tools?.lastElementChild?.replaceChildren(said));
      });
    }
  }
}

customElements.define("packet-ladder", PacketLadder);
