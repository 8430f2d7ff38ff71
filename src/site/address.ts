import type { Lang } from "../../components/lang.ts";
import { fileUrl, pageUrl } from "../../components/url.ts";

const whole = (path: string): string => new URL(path, import.meta.env.SITE).href;

/** The whole address of a page in a language, as other sites and programs need it. */
export const absolute = (path: string, lang: Lang): string => whole(pageUrl(path, lang));

/** The whole address of a file that is the same in all languages. */
export const absoluteFile = (path: string): string => whole(fileUrl(path));
