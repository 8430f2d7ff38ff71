import type { Lang } from "../lang.ts";
import { transcriptWords, type TranscriptWords } from "./transcript-words.ts";

const fields = new WeakMap<HTMLElement, HTMLInputElement>();

/**
 * The search field of a player's transcripts. The first time it is asked for, they are given what
 * needs a script: a search over all of them, times that seek (`data-seek`, in µs), and buttons that
 * copy a command or what it printed.
 */
export function searchOf(details: HTMLElement, lang: Lang): HTMLInputElement {
  const field = fields.get(details) ?? animate(details, transcriptWords[lang]);
  fields.set(details, field);
  return field;
}

function animate(details: HTMLElement, words: TranscriptWords): HTMLInputElement {
  const entries = Array.from(details.querySelectorAll<HTMLLIElement>("li[data-at]"));
  const { box, field, status } = finder(details, entries, words);
  details.querySelector("summary")?.after(box);
  const copier = (label: string, text: () => string) => {
    const made = button(label);
    made.addEventListener("click", () => {
      void navigator.clipboard.writeText(text()).then(() => (status.textContent = words.copied));
    });
    return made;
  };
  for (const entry of entries) {
    const time = entry.querySelector("time");
    if (!time) continue;
    const going = button(time.textContent, words.goTo(time.textContent));
    going.dataset.seek = entry.dataset.at;
    time.replaceChildren(going);
    if (!("clipboard" in navigator) || entry.matches(".output")) continue;
    const command = entry.matches(".command");
    const output = command ? outputOf(entry) : [entry];
    const buttons = document.createElement("span");
    buttons.className = "copies no-print";
    if (command) buttons.append(copier(words.copyCommand, () => textOf(entry)));
    if (output.length > 0)
      buttons.append(copier(words.copyOutput, () => output.map(textOf).join("\n")));
    entry.append(buttons);
  }
  return field;
}

/** An entry's text, without the prompt. */
function textOf(entry: Element): string {
  const code = entry.querySelector("code");
  const prompt = code?.querySelector(".pr")?.textContent ?? "";
  return code?.textContent.slice(prompt.length) ?? "";
}

/** The lines that a command printed: all until the next command. Screens have a button of their own. */
function outputOf(command: Element): Element[] {
  const lines: Element[] = [];
  for (let at = command.nextElementSibling; at; at = at.nextElementSibling) {
    if (at.matches(".command")) break;
    if (at.matches(".output")) lines.push(at);
  }
  return lines;
}

function button(text: string, label?: string): HTMLButtonElement {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: text });
  if (label) made.ariaLabel = label;
  return made;
}

/** A field that leaves only the entries that contain what is typed, and says how many there are. */
function finder(details: Element, entries: readonly HTMLElement[], words: TranscriptWords) {
  const box = document.createElement("p");
  const label = document.createElement("label");
  const field = document.createElement("input");
  const status = document.createElement("output");
  Object.assign(field, { type: "search", autocomplete: "off", spellcheck: false });
  label.append(words.search, " ", field);
  box.append(label, " ", status);
  box.className = "find no-print";
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const entry of entries) entry.hidden = !textOf(entry).toLowerCase().includes(wanted);
    for (const section of details.querySelectorAll("section"))
      section.hidden = !section.querySelector("li:not([hidden])");
    const left = entries.filter(({ hidden }) => !hidden).length;
    status.textContent =
      wanted === "" ? "" : left === 0 ? words.none : words.found(left, entries.length);
  });
  return { box, field, status };
}
