/** Shows the claims that fit all that the reader has chosen, and keeps the choice in the address. */
class ClaimFilter extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector<HTMLElement>(".filters");
    if (!form) return;
    form.hidden = false;
    const wanted = new URLSearchParams(location.search);
    for (const select of form.querySelectorAll("select")) {
      const value = wanted.get(select.name) ?? "";
      if (Array.from(select.options).some((option) => option.value === value)) select.value = value;
    }
    form.addEventListener("change", () => this.#show(form, true));
    this.#show(form, false);
  }

  #show(form: HTMLElement, keep: boolean): void {
    const chosen = Array.from(form.querySelectorAll("select"), ({ name, value }) => ({
      name,
      value,
    })).filter(({ value }) => value !== "");
    const claims = this.querySelectorAll<HTMLElement>("article[data-chapter]");
    let shown = 0;
    for (const claim of claims) {
      const fits = chosen.every(({ name, value }) =>
        claim.dataset[name]?.split(" ").includes(value),
      );
      claim.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const row of this.querySelectorAll<HTMLElement>(".row:has(article)"))
      row.hidden = !row.querySelector("article:not([hidden])");
    const output = form.querySelector("output");
    if (output) output.value = `${shown}/${claims.length} ${this.dataset["shown"] ?? ""}`;
    if (!keep) return;
    const query = new URLSearchParams(chosen.map(({ name, value }) => [name, value])).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }
}
customElements.define("claim-filter", ClaimFilter);
