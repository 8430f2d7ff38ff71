/** Where choices are kept: an object from prediction id to choice id. */
const KEY = "wcf-predictions";

type Kept = Partial<Record<string, string>>;

/** What is kept; nothing where storage is blocked or holds something else. */
function read(): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

function keep(id: string, choice: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [id]: choice }));
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

/** `<predict-first>`: keeps the reader's choice, and shows it again. */
class PredictFirst extends HTMLElement {
  connectedCallback(): void {
    const id = this.dataset.predict ?? "";
    const kept = read()[id];
    for (const input of this.querySelectorAll("input")) input.checked = input.value === kept;
    this.querySelector(".kept")?.removeAttribute("hidden");
    this.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) keep(id, target.value);
    });
  }
}

customElements.define("predict-first", PredictFirst);
