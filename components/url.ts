import type { Lang } from "./lang.ts";

/** What stands before every path; in the browser, wherever this file came from. */
const BASE = (
  import.meta.env.SSR || import.meta.env.DEV
    ? import.meta.env.BASE_URL
    : new URL(import.meta.url).pathname.replace(/_astro\/[^/]*$/, "")
).replace(/\/$/, "");

/** The address of a page in a language: ("/claims/", "zh-cn") → "/zh-cn/claims/", below the site's base. */
export const pageUrl = (path: string, lang: Lang): string =>
  `${BASE}${lang === "en" ? "" : `/${lang}`}${path}`;

/** The address of a file that is the same in all languages. */
export const fileUrl = (path: string): string => `${BASE}${path}`;

/** The same page in the other language, from the path of the page being rendered. */
export function otherLanguage(pathname: string): { url: string; lang: Lang } {
  const asked = pathname.slice(BASE.length) || "/";
  const path = asked.startsWith("/404") ? "/" : asked; // there is one such page for both languages
  const chinese = path === "/zh-cn" || path.startsWith("/zh-cn/");
  return chinese
    ? { url: `${BASE}${path.slice("/zh-cn".length) || "/"}`, lang: "en" }
    : { url: `${BASE}/zh-cn${path}`, lang: "zh-cn" };
}
