import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { escapeHtml } from "../../notebook/html.ts";
import type { Renamed } from "../renamed.ts";

/**
 * Leads from old addresses to new ones, in both languages: `_redirects` for hosts that read it, which
 * keep what comes after the `#`, and a page at each old address for all others.
 * @param folder the built site
 * @param base the path it will stand under
 * Throws an Error when an old address has a page, or a new one has none.
 */
export function movedPages(folder: string, base: string, names: Renamed): void {
  const lines: string[] = [];
  const page = (path: string) => join(folder, path, "index.html");
  for (const [from, to] of names)
    for (const lang of ["en", "zh-CN"] as const) {
      const [old, now] = [at(from, lang), at(to, lang)];
      const told = `content/renamed.yaml, ${from}`;
      if (existsSync(page(old))) throw new Error(`${told}: a page is still there.`);
      if (!existsSync(page(now))) throw new Error(`${told}: there is no page ${to}.`);
      lines.push(`${base}${old} ${base}${now} 301\n`);
      mkdirSync(join(folder, old), { recursive: true });
      writeFileSync(page(old), movedPage(posix.relative(old, now), lang));
    }
  writeFileSync(join(folder, "_redirects"), lines.join(""));
}

const at = (path: string, lang: "en" | "zh-CN"): string =>
  (lang === "en" ? "" : "zh-cn/") + path.slice(1);

function movedPage(link: string, lang: "en" | "zh-CN"): string {
  const words = lang === "en" ? "This page has moved." : "本页已经搬到新地址。";
  const href = escapeHtml(`${link}/`);
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${href}">
<link rel="canonical" href="${href}">
<title>${words}</title>
<p><a href="${href}">${words}</a></p>
</html>
`;
}
