import { kept } from "../store/kept.ts";

const load = () => import("./reader.ts");

/** `<code-exercise>`: all that is done with it is loaded with the first use, or where there is code. */
class CodeExercise extends HTMLElement {
  connectedCallback(): void {
    for (const action of ["edit", "check"])
      this.querySelector(`[data-action="${action}"]`)?.removeAttribute("hidden");
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const action = button?.dataset.action;
      if (!action) return;
      void load().then(
        ({ solverOf }) => solverOf(this).do(action),
        () => {
          const status = this.querySelector(".status");
          if (status) status.textContent = this.dataset.failed ?? "";
        },
      );
    });
    const solution = this.querySelector<HTMLDetailsElement>(".solution");
    solution?.addEventListener("toggle", () => {
      if (solution.open) void load().then(({ solverOf }) => solverOf(this).compare());
    });
    if (kept("exercises")) void load().then(({ solverOf }) => solverOf(this).refresh());
  }

  disconnectedCallback(): void {
    if (this.dataset.state === "running")
      void load().then(({ solverOf }) => solverOf(this).do("stop"));
  }
}

customElements.define("code-exercise", CodeExercise);
