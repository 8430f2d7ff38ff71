import { langOf } from "../lang.ts";
import { chapterOf, progress, type Place } from "./progress.ts";
import { tally, type Given, type Share } from "./tally.ts";
import { progressWords } from "./words.ts";

const words = () => progressWords[langOf(document.documentElement.lang)];

/** Says in each list of chapters what the reader has done; in a menu, only which are read. */
export function markChapters(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-progress]")) {
    const { chapter = "", progress: given = "{}" } = place.dataset;
    const found = tally(chapter, JSON.parse(given) as Given);
    const { read, predicted, ran, solved } = words();
    const said = (share: Share, say: (share: Share) => string) =>
      share[0] > 0 ? [say(share)] : [];
    const told = found && [
      ...(found.read ? [read] : []),
      ...said(found.predicted, predicted),
      ...said(found.ran, ran),
      ...said(found.solved, solved),
    ];
    place.textContent = told?.join(" · ") ?? "";
    place.hidden = !told;
  }
  for (const mark of document.querySelectorAll<HTMLElement>("[data-read-mark]"))
    mark.hidden = !chapterOf(progress.read(), mark.dataset.readMark ?? "").read;
}

/** Where to go on: where the reader was, or, if that chapter is read, at the next one. */
export function goOn(): { chapter: string; place: Place | null } | null {
  const all = progress.read();
  if (all.last === null) return null;
  const { read, place } = chapterOf(all, all.last);
  if (!read) return { chapter: all.last, place };
  const slugs = Array.from(
    document.querySelectorAll<HTMLElement>(".contents [data-chapter]"),
    ({ dataset }) => dataset.chapter ?? "",
  );
  const next = slugs.slice(slugs.indexOf(all.last) + 1).find((slug) => !chapterOf(all, slug).read);
  return next === undefined ? null : { chapter: next, place: chapterOf(all, next).place };
}

/** Shows the way on, in place of the way in. */
export function showWayOn(): void {
  const link = document.querySelector<HTMLAnchorElement>("[data-go-on]");
  const start = document.querySelector<HTMLElement>("[data-start]");
  if (!link || !start) return;
  const on = goOn();
  const entry =
    on &&
    document
      .querySelector(`.contents [data-chapter="${on.chapter}"]`)
      ?.closest<HTMLAnchorElement>("a");
  link.hidden = !entry;
  start.hidden = !link.hidden;
  if (!on || !entry) return;
  const { lang } = document.documentElement;
  const { place } = on;
  const number = Number(entry.querySelector(".n")?.textContent);
  link.href = `${entry.pathname}${place?.hash ?? ""}`;
  link.textContent = words().goOn(number, place?.lang === lang ? place.title : null);
}
