import { getCollection } from "astro:content";
import type { Lang } from "../../components/lang.ts";
import { pageUrl } from "../../components/url.ts";

/** A chapter as lists show it. */
interface ChapterLink {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
}

/** The chapters that exist in a language, in the book's order. */
export async function chapters(lang: Lang): Promise<ChapterLink[]> {
  const prefix = lang === "en" ? "" : `${lang}/`;
  const entries = await getCollection("docs", ({ id }) =>
    lang === "en" ? !id.includes("/") : id.startsWith(prefix),
  );
  return entries
    .flatMap(({ id, data }) => {
      if (data.chapter === undefined) return [];
      const slug = id.slice(prefix.length);
      const { chapter: number, title, description = "" } = data;
      return [{ number, slug, title, description, url: pageUrl(`/${slug}/`, lang) }];
    })
    .toSorted((a, b) => a.number - b.number);
}
