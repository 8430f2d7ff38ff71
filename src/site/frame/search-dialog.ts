import { PagefindUI } from "@pagefind/default-ui";
import { langOf } from "../../../components/lang.ts";
import { fileUrl } from "../../../components/url.ts";
import { asked, together } from "../search/spelling.ts";
import looks from "./search.css?url"; // as an address: imported, every page would carry it

/** What the search's dialog says. */
interface Says {
  readonly label: string;
  readonly close: string;
  /** Where the index or the looks do not load. */
  readonly failed: string;
  /** The interface's own words, in the page's language. */
  readonly translations: Record<string, string>;
}

/** Makes the dialog with Pagefind's own interface in it; where that does not load, a sentence. */
export async function searchDialog(says: Says): Promise<HTMLDialogElement> {
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", says.label);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = says.close;
  close.addEventListener("click", () => dialog.close());
  const place = document.createElement("div");
  dialog.append(close, place);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  await fill(place, says).catch(() => (place.textContent = says.failed));
  return dialog;
}

async function fill(element: HTMLElement, { translations }: Says): Promise<void> {
  const bundlePath = fileUrl(`/pagefind/${langOf(document.documentElement.lang)}/`);
  await Promise.all([
    styled(looks),
    import(/* @vite-ignore */ `${bundlePath}pagefind.js`), // the index: is it there?
  ]);
  const baseUrl = fileUrl("/");
  new PagefindUI({
    element,
    bundlePath,
    baseUrl,
    showImages: false,
    showSubResults: true,
    translations,
    processTerm: asked,
    processResult: readable,
  });
}

/** A part of what Pagefind has found: a page, or a section of one. */
interface Found {
  title?: string;
  excerpt?: string;
  meta?: { title?: string };
  sub_results?: Found[];
}

/** The index holds Chinese taken apart; a reader reads it whole. */
function readable(found: Found): Found {
  const { title, excerpt, meta, sub_results: parts } = found;
  return {
    ...found,
    ...(title !== undefined && { title: together(title) }),
    ...(excerpt !== undefined && { excerpt: together(excerpt) }),
    ...(meta && { meta: { ...meta, title: together(meta.title ?? "") } }),
    ...(parts && { sub_results: parts.map(readable) }),
  };
}

/** Adds a style sheet to the page; rejects when it cannot be had. */
const styled = (href: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`${href} did not load`)));
    document.head.append(link);
  });
