import { langOf } from "../lang.ts";
import { chapterOf, note, progress, type Place } from "./progress.ts";
import { progressWords } from "./words.ts";

/** How long the page must have stood still before its place is noted, in ms. */
const STILL = 400;
/** A heading counts as reached when it is in the upper part of the window. */
const REACHED = 0.4;

const page = () => document.documentElement;
const reached = (element: Element, part: number) =>
  element.getBoundingClientRect().top < innerHeight * part;

/** The reader says whether the chapter is read. */
export const markRead = ({ dataset }: HTMLElement, read: boolean): void =>
  note(dataset.chapter ?? "", { read });

/** Follows the reader through the chapter of a `<chapter-progress>`. */
export function follow(element: HTMLElement): void {
  const slug = element.dataset.chapter ?? "";
  offer(element, chapterOf(progress.read(), slug).place);
  const headings = Array.from(document.querySelectorAll("main :is(h2, h3)[id]"));
  const end = headings.at(-1);
  const box = document.querySelector<HTMLInputElement>("[data-mark-read] input");
  const showRead = () => {
    if (box) box.checked = chapterOf(progress.read(), slug).read;
  };
  progress.onChange(showRead);
  showRead();

  let ended = false;
  const here = () => {
    const place = playing() ?? headingOf(headings.findLast((one) => reached(one, REACHED)));
    // Once: who unticks the box means it.
    const read = !ended && end !== undefined && reached(end, 1);
    ended ||= read;
    if (place ?? read) note(slug, { ...(place && { place }), ...(read && { read }) });
  };
  let still: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(still);
      still = setTimeout(here, STILL);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) here();
  });

  // What a cell or a player has come to stands in its element.
  const states = new MutationObserver((records) => {
    for (const { target } of records) {
      const { cell, state } = (target as HTMLElement).dataset;
      const { ran } = chapterOf(progress.read(), slug);
      if (cell && state === "done" && !ran.includes(cell)) note(slug, { ran: [...ran, cell] });
    }
  });
  states.observe(document.body, { subtree: true, attributeFilter: ["data-state"] });
}

function headingOf(heading: Element | undefined): Place | null {
  return heading
    ? { hash: `#${heading.id}`, title: heading.textContent.trim(), lang: page().lang }
    : null;
}

/** The step of a player that is in use, and in sight. */
function playing(): Place | null {
  for (const player of document.querySelectorAll<HTMLElement>("session-player")) {
    const { session, state, step } = player.dataset;
    const { top, bottom } = player.getBoundingClientRect();
    if (!step || state === "idle" || state === "loading") continue;
    if (bottom < innerHeight * REACHED || top > innerHeight * REACHED) continue;
    const what = player.querySelector(`a[data-step="${step}"] .what`);
    return {
      hash: `#s/${session}/${step}`,
      title: what?.textContent.trim() ?? step,
      lang: page().lang,
    };
  }
  return null;
}

/** Shows the way back to where the reader was; unless he is already on his way. */
function offer(element: HTMLElement, place: Place | null): void {
  const link = element.querySelector("a");
  if (!place || !link || location.hash !== "" || scrollY > 0) return;
  const { lang } = page();
  link.href = place.hash;
  link.textContent = progressWords[langOf(lang)].resume(place.lang === lang ? place.title : null);
  element.hidden = false;
}
