import { langOf } from "../lang.ts";
import { everything, keeps, replaceEverything } from "../store/store.ts";
import { markChapters, showWayOn } from "./marks.ts";
import { progressWords } from "./words.ts";

/** What is saved: parts of the reader's data, by name, each as the text that holds it. */
type Texts = Readonly<Record<string, string>>;

/** What a saved file says of itself; it goes up when its form changes. */
const FORM = 1;
/** More than anybody's data, in bytes. */
const LARGEST = 5_000_000;

/** What was there before it was replaced. */
let before: Texts | null = null;

/** The reader's data as a file's text. */
export const packed = (texts: Texts): string =>
  `${JSON.stringify({ "who-closes-first": FORM, data: texts }, null, 2)}\n`;

/** The data in a file's text, or null when it is no file of ours. */
export function unpacked(text: string): Texts | null {
  try {
    const file = JSON.parse(text) as Record<string, unknown> | null;
    const data = file?.["who-closes-first"] === FORM ? file.data : null;
    if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
    const entries = Object.entries(data);
    return entries.every((one): one is [string, string] => typeof one[1] === "string")
      ? Object.fromEntries(entries)
      : null;
  } catch {
    return null; // no JSON
  }
}

/** Does what a button of `<your-data>` says. */
export function act(element: HTMLElement, action: string): void {
  const words = progressWords[langOf(document.documentElement.lang)];
  const say = (text: string) => {
    const place = element.querySelector("[role=status]");
    if (place) place.textContent = keeps() ? text : `${text} ${words.blocked}`;
    element.querySelector("[data-action=undo]")?.toggleAttribute("hidden", before === null);
    markChapters();
    showWayOn();
  };
  const replace = (texts: Texts | null) => {
    before = everything();
    replaceEverything(texts);
  };
  if (action === "save") {
    const name = `who-closes-first-${new Date().toISOString().slice(0, 10)}.json`;
    download(name, packed(everything()));
    say(words.saved(name));
  } else if (action === "load") {
    void choose().then(async (file) => {
      const texts = file.size <= LARGEST ? unpacked(await file.text()) : null;
      if (texts) replace(texts);
      say(texts ? words.loaded(file.name) : words.notOurs(file.name));
    });
  } else if (action === "forget") {
    replace(null);
    say(words.forgotten);
    element.querySelector<HTMLElement>("[data-action=undo]")?.focus();
  } else if (action === "undo" && before) {
    replaceEverything(before);
    before = null;
    say(words.undone);
    element.querySelector<HTMLElement>("[data-action=save]")?.focus();
  }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Lets the reader choose a file; one who chooses none is not waited for. */
const choose = () =>
  new Promise<File>((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "application/json,.json";
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) resolve(file);
    });
    input.click();
  });
