import { PagefindUI } from "@pagefind/default-ui";
import { fileUrl } from "../../../components/url.ts";
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
  const bundlePath = fileUrl("/pagefind/");
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
  });
}

/** Adds a style sheet to the page; rejects when it cannot be had. */
const styled = (href: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`${href} did not load`)));
    document.head.append(link);
  });
