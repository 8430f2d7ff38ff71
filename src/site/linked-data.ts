import type { Lang } from "../../components/lang.ts";
import { absolute } from "./address.ts";
import { frameWords } from "./words.ts";

/** Of prose and recordings; LICENSE has it too. */
const LICENCE = "https://creativecommons.org/licenses/by/4.0/";
const tag = { en: "en", "zh-cn": "zh-CN" } as const;

const base = (lang: Lang) => ({
  inLanguage: tag[lang],
  isPartOf: { "@type": "WebSite", name: frameWords[lang].title, url: absolute("/", lang) },
  isAccessibleForFree: true,
  license: LICENCE,
});

/** A chapter as schema.org has it. */
export const chapterData = (
  chapter: { slug: string; number: number; title: string; description: string },
  lang: Lang,
) => ({
  "@context": "https://schema.org",
  "@type": "TechArticle",
  headline: chapter.title,
  description: chapter.description,
  url: absolute(`/${chapter.slug}/`, lang),
  position: chapter.number,
  ...base(lang),
});

/** A claim as schema.org has it, with the chapter it is made in. */
export const claimData = (claim: { id: string; says: string; chapter: string }, lang: Lang) => ({
  "@context": "https://schema.org",
  "@type": "Claim",
  identifier: claim.id,
  text: claim.says.replaceAll("`", ""),
  url: absolute(`/claims/${claim.id}/`, lang),
  appearance: { "@type": "TechArticle", url: absolute(`/${claim.chapter}/`, lang) },
  ...base(lang),
});

/** Data as a block in a page's head: nothing in it ends the block. */
export const block = (data: object): string => JSON.stringify(data).replaceAll("<", "\\u003c");
