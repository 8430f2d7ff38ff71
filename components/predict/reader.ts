import { forget, predict, predictions, settle } from "./predictions.ts";

/** The reader's part in a prediction's element: what is kept of it, and how that is shown. */

const idOf = (element: HTMLElement): string => element.dataset.predict ?? "";

/** Keeps what is chosen. */
export function keep(element: HTMLElement, choice: string): void {
  predict(idOf(element), choice);
  if (element.querySelector("details")?.open) settle(idOf(element));
  show(element);
}

/** The reader has seen what happened. */
export function settled(element: HTMLElement): void {
  settle(idOf(element));
  show(element);
}

export function clear(element: HTMLElement): void {
  forget(idOf(element));
  const details = element.querySelector("details");
  if (details) details.open = false;
  show(element);
  element.querySelector<HTMLInputElement>("input")?.focus();
}

/** Shows what is kept: the choice, and, where the reader has seen it, what happened beside it. */
export function show(element: HTMLElement): void {
  const one = predictions.read()[idOf(element)];
  const { answer } = element.dataset;
  for (const input of element.querySelectorAll("input"))
    input.checked = input.value === one?.choice;
  const compared = one?.settled === true && answer !== undefined;
  reveal(element, "[data-action=forget]", one !== undefined);
  reveal(element, ".was", compared);
  reveal(element, ".right", compared && one.choice === answer);
  reveal(element, ".wrong", compared && one.choice !== answer);
  const said = element.querySelector("q");
  const chosen = element.querySelector("label:has(:checked) span");
  if (said) said.textContent = chosen?.textContent ?? "";
}

function reveal(element: HTMLElement, css: string, shown: boolean): void {
  element.querySelector(css)?.toggleAttribute("hidden", !shown);
}
