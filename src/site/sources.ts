import { version, type Lang } from "../../components/lang.ts";
import { kernelsOf, session, sessionNames } from "../sessions/library.ts";

const tags: Record<Lang, string> = { en: "en-GB", "zh-cn": "zh-CN" };

/** A date as it is written in a language: "22 November 2026", "2026年11月22日". */
export const day = (iso: string, lang: Lang): string =>
  new Intl.DateTimeFormat(tags[lang], { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

/** What the site's recordings were made on, and when the newest was. */
export function sources(lang: Lang): { kernels: string; date: string } {
  const files = sessionNames().flatMap((name) =>
    kernelsOf(name).map((kernel) => session(name, kernel).file),
  );
  const kernels = [...new Set(files.map((file) => version(file.kernel.release)))].join(", ");
  const newest =
    files
      .map((file) => file.recorded)
      .toSorted()
      .at(-1) ?? "";
  return { kernels, date: day(newest, lang) };
}
