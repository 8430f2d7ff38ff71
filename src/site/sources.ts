import type { Lang } from "../../components/lang.ts";
import { bare } from "../sessions/kernels.ts";
import { recordedKernels } from "./evidence/recorded.ts";

const tags: Record<Lang, string> = { en: "en-GB", "zh-cn": "zh-CN" };

/** A date as it is written in a language: "22 November 2026", "2026年11月22日". */
export const day = (iso: string, lang: Lang): string =>
  new Intl.DateTimeFormat(tags[lang], { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

/** What the site's recordings were made on, and when the newest was. */
export function sources(lang: Lang): { kernels: string; date: string } {
  const found = recordedKernels();
  const newest =
    found
      .map(({ last }) => last)
      .toSorted()
      .at(-1) ?? "";
  return {
    kernels: found.map(({ kernel }) => bare(kernel)).join(lang === "en" ? ", " : "、"),
    date: day(newest, lang),
  };
}
