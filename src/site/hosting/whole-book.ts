import { parseHTML } from "linkedom";

/** What a chapter of a book does not repeat. */
const LEFT_OUT = "script, .turn, .colophon, .open nav, chapter-progress, [data-mark-read]";
/** Attributes that name ids of the page, some several. */
const NAMING = ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list"];

interface Chapter {
  /** Where it stands by itself. */
  readonly url: string;
  readonly main: HTMLElement;
  /** Its ids, each with what it is called in the book. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * The book's page with all its chapters in it: what a reader of each has without scripts. An id that two
 * chapters share is told apart, and links from chapter to chapter stay in the book.
 * @param html of the page with the empty `<whole-book>`, which names the paths of its chapters
 * @param chapterHtml gives the page of a chapter, by its path
 */
export function wholeBook(html: string, chapterHtml: (url: string) => string): string {
  const { document } = parseHTML(html);
  const place = document.querySelector<HTMLElement>("whole-book");
  if (!place) throw new Error("There is no <whole-book> to fill in.");
  const taken = new Set(Array.from(document.querySelectorAll("[id]"), ({ id }) => id));
  const styles = new Set(hrefs(document));
  const paths = JSON.parse(place.dataset.chapters ?? "[]") as string[];
  const chapters = paths.map((url): Chapter => {
    const page = parseHTML(chapterHtml(url)).document;
    for (const style of hrefs(page).filter((style) => !styles.has(style))) {
      styles.add(style);
      document.head.insertAdjacentHTML("beforeend", `<link rel="stylesheet" href="${style}">`);
    }
    const main = page.querySelector("main");
    if (!main) throw new Error(`${url} has no <main>.`);
    for (const part of main.querySelectorAll(LEFT_OUT)) part.remove();
    const slug = url.split("/").at(-2) ?? "";
    const ids = new Map<string, string>();
    for (const { id } of main.querySelectorAll("[id]")) {
      const name = id === "_top" ? slug : taken.has(id) ? `${slug}-${id}` : id;
      taken.add(name);
      ids.set(id, name);
    }
    return { url, main, ids };
  });
  for (const chapter of chapters) {
    rename(chapter, chapters);
    const section = document.createElement("section");
    section.innerHTML = chapter.main.innerHTML;
    place.before(section);
  }
  for (const link of place.parentElement?.querySelectorAll(":scope > .row a[href]") ?? [])
    link.setAttribute("href", inBook(link.getAttribute("href") ?? "", new Map(), chapters));
  place.remove();
  const { outerHTML } = document.documentElement;
  return `<!DOCTYPE html>${outerHTML.replaceAll(' popover=""', " popover")}`; // as it is written elsewhere
}

const hrefs = (document: Document): string[] =>
  Array.from(
    document.querySelectorAll("link[rel=stylesheet]"),
    (link) => link.getAttribute("href") ?? "",
  );

/** Gives a chapter its ids in the book, and has whatever names one name it so. */
function rename({ main, ids }: Chapter, all: readonly Chapter[]): void {
  const named = (id: string) => ids.get(id) ?? id;
  for (const element of main.querySelectorAll("*")) {
    for (const { name, value } of Array.from(element.attributes)) {
      const now =
        name === "id"
          ? named(value)
          : NAMING.includes(name)
            ? value.split(" ").map(named).join(" ")
            : name === "href" || name === "xlink:href"
              ? inBook(value, ids, all)
              : value.replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${named(id)})`);
      if (now !== value) element.setAttribute(name, now);
    }
  }
}

/** A link, led to its place in the book where it leads to a chapter. */
function inBook(href: string, own: Chapter["ids"], all: readonly Chapter[]): string {
  const [path = "", hash] = href.split("#");
  const ids = path === "" ? own : all.find(({ url }) => url === path)?.ids;
  const id = ids?.get(hash || "_top");
  return id === undefined ? href : `#${id}`;
}
