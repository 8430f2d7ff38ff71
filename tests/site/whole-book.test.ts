import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { wholeBook } from "../../src/site/hosting/whole-book.ts";
import { pages } from "./dist.ts";

const parsed = (html: string) => parseHTML(html).document;
const page = (path: string) => parsed(pages.find(([name]) => name === path)?.[1] ?? "");
const chapters = Array.from(
  page("index.html").querySelectorAll<HTMLElement>(".contents [data-chapter]"),
  ({ dataset }) => dataset.chapter ?? "",
);

describe.each(["", "zh-cn/"])("the whole book, below /%s", (lang) => {
  const book = page(`${lang}book/index.html`);

  test("has every word of every chapter, its pictures and its figures", () => {
    expect(chapters).toHaveLength(10);
    const text = book.querySelector("main")?.textContent ?? "";
    for (const slug of chapters) {
      const chapter = page(`${lang}${slug}/index.html`);
      for (const paragraph of chapter.querySelectorAll("main .prose > p"))
        expect(text).toContain(paragraph.textContent);
      for (const figure of chapter.querySelectorAll("main figure[id]")) {
        const there = book.getElementById(`${slug}-${figure.id}`) ?? book.getElementById(figure.id);
        expect(there?.querySelectorAll("svg").length, figure.id).toBe(
          figure.querySelectorAll("svg").length,
        );
      }
    }
  });

  test("leads from chapter to chapter within itself, and loads nothing that plays", () => {
    const links = Array.from(book.querySelectorAll(".row a[href]"), (link) =>
      String(link.getAttribute("href")),
    );
    expect(links).toEqual(expect.arrayContaining(chapters.map((slug) => `#${slug}`)));
    for (const slug of chapters)
      expect(links.filter((href) => href.split("#s/")[0] === `/${lang}${slug}/`)).toEqual([]);
    expect(
      book.querySelector("session-player script, script[src*=Player], script[src*=Cell]"),
    ).toBe(null);
  });
});

test("an id that two chapters share is told apart, wherever it is named", () => {
  const html = `<html><head></head><body><main><whole-book data-chapters='["/a/","/b/"]'></whole-book></main></body></html>`;
  const chapter = (url: string) =>
    `<html><head><link rel="stylesheet" href="/x.css"></head><body><main><h1 id="_top">${url}</h1><p id="same">${url}</p><a href="#same" aria-describedby="same">here</a><a href="/b/#same">there</a><svg><path fill="url(#same)"></path></svg></main></body></html>`;
  const book = parsed(wholeBook(html, chapter));
  expect(book.querySelectorAll("link")).toHaveLength(1);
  const [a, b] = Array.from(book.querySelectorAll("section"));
  const hrefs = (section?: Element) =>
    Array.from(section?.querySelectorAll("a") ?? [], (link) => link.getAttribute("href"));
  expect(hrefs(a)).toEqual(["#same", "#b-same"]);
  expect(hrefs(b)).toEqual(["#b-same", "#b-same"]);
  expect(b?.querySelector("p")?.id).toBe("b-same");
  expect(b?.querySelector("a")?.getAttribute("aria-describedby")).toBe("b-same");
  expect(b?.querySelector("path")?.getAttribute("fill")).toBe("url(#b-same)");
  expect(b?.querySelector("h1")?.id).toBe("b");
});
