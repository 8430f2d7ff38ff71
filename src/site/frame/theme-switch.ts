import { THEME_KEY } from "../theme.ts";

const system = matchMedia("(prefers-color-scheme: dark)");
const dark = () =>
  (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

/** A button named after the theme it leads to. Choosing what the system has is no choice at all. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.action = "theme";
    const name = () => {
      const { dark: toDark, light: toLight, darkLabel, lightLabel } = this.dataset;
      button.textContent = (dark() ? toLight : toDark) ?? "";
      button.setAttribute("aria-label", (dark() ? lightLabel : darkLabel) ?? "");
    };
    button.addEventListener("click", () => {
      const next = dark() ? "light" : "dark";
      const chosen = next === (system.matches ? "dark" : "light") ? null : next;
      if (chosen) document.documentElement.dataset.theme = chosen;
      else delete document.documentElement.dataset.theme;
      try {
        if (chosen) localStorage.setItem(THEME_KEY, chosen);
        else localStorage.removeItem(THEME_KEY);
      } catch {
        // Storage is blocked: the choice lasts as long as the page.
      }
      name();
    });
    system.addEventListener("change", name);
    name();
    this.replaceChildren(button);
  }
}
customElements.define("theme-switch", ThemeSwitch);
