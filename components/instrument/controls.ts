import { fromTexts, textsOf, type Understood } from "./link.ts";
import type { Situation } from "./situation.ts";

/** How a control shows a setting: text of a link, in the control's unit, with a true minus. */
export function toControl(text: string, per: number): string {
  const value =
    per === 1 ? text.replace(/^\+/, "") : String(Number((Number(text) / per).toPrecision(12)));
  return value.replace("-", "−");
}

/** The text of a link that a reader's number stands for: spaces, commas and full-width digits are allowed. */
export function fromControl(text: string, per: number): string {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,_']/g, "")
    .replace(/[−–]/g, "-");
  if (!/^[+-]?\d+(\.\d+)?$/.test(plain)) return plain === "" ? "?" : plain;
  const value = per === 1 ? plain : String(Math.round(Number(plain) * per * 1000) / 1000);
  return value;
}

const controlsOf = (form: HTMLElement, name: string): HTMLInputElement[] =>
  Array.from(form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`));

/** What the controls say; what is no number that fits is as it was. */
export function readControls(form: HTMLElement, before: Situation): Understood {
  const texts = new Map<string, string>();
  for (const name of textsOf(before).keys()) {
    const [first, ...rest] = controlsOf(form, name);
    const chosen = rest.length > 0 ? [first, ...rest].find((one) => one?.checked) : first;
    if (!chosen) continue;
    const none = form.querySelector<HTMLInputElement>(`[data-none="${name}"]`)?.checked;
    const typed = chosen.type !== "radio";
    const per = Number(chosen.dataset.per ?? 1);
    texts.set(name, none ? "none" : typed ? fromControl(chosen.value, per) : chosen.value);
  }
  return fromTexts(texts, before);
}

/** Sets the controls; the one that the reader is typing into is left alone. */
export function writeControls(form: HTMLElement, situation: Situation): void {
  const texts = textsOf(situation);
  for (const [name, text] of texts) {
    const none = form.querySelector<HTMLInputElement>(`[data-none="${name}"]`);
    if (none) none.checked = text === "none";
    for (const control of controlsOf(form, name)) {
      if (control.type === "radio") control.checked = control.value === text;
      else {
        control.disabled = text === "none";
        const typing = control === document.activeElement && control.value !== "";
        if (text !== "none" && !typing)
          control.value = toControl(text, Number(control.dataset.per ?? 1));
      }
    }
  }
  for (const slider of form.querySelectorAll<HTMLInputElement>("[data-slides]")) {
    const text = texts.get(slider.dataset.slides ?? "") ?? "";
    slider.disabled = text === "none";
    const at = nearest(stopsOf(slider), Number(text) / Number(slider.dataset.per ?? 1));
    if (at >= 0) slider.value = String(at);
    slider.setAttribute("aria-valuetext", toControl(text, Number(slider.dataset.per ?? 1)));
  }
}

/** The values a slider can take. */
export const stopsOf = (slider: HTMLInputElement): number[] =>
  JSON.parse(slider.dataset.stops ?? "[]") as number[];

/** Which of some values is nearest to another; the last of none. */
export function nearest(stops: readonly number[], value: number): number {
  const far = stops.map((stop) => Math.abs(stop - value));
  return far.indexOf(Math.min(...far));
}
