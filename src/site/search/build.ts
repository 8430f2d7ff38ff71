import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromHtml } from "hast-util-from-html";
import { toString } from "hast-util-to-string";
import * as pagefind from "pagefind";
import { apart, oneSpelling } from "./spelling.ts";

/** One result for each experiment: what another kernel did says the same. */
const FURTHER = /(^|\/)(sessions|measurements)\/[^/]+\/\d+\.\d+\//;
const NOT_SOUGHT = new Set(["404.html", "sandbox.html"]);

/** Something that is found by itself, though it is a part of a page. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Pagefind's index of a built site, one for each language, in `pagefind/<language>/`. Pages are found,
 * and in them sections; steps of sessions and terms of the glossary are results of their own.
 * Both are indexed as English: what is Chinese has been taken apart before (`spelling.ts`).
 * @param folder the built site
 * @throws when Pagefind cannot index a page, with what it says
 */
export async function buildSearch(folder: string): Promise<void> {
  const pages = globSync("**/*.html", { cwd: folder })
    .filter((path) => !NOT_SOUGHT.has(path) && !FURTHER.test(path))
    .sort();
  for (const lang of ["en", "zh-cn"] as const) {
    const { index } = done(await pagefind.createIndex({ forceLanguage: "en" }));
    if (!index) throw new Error("Pagefind made no index");
    for (const path of pages.filter((path) => path.startsWith("zh-cn/") === (lang === "zh-cn"))) {
      const url = `/${path.replace(/index\.html$/, "")}`;
      const html = prepared(readFileSync(join(folder, path), "utf8"));
      done(await index.addHTMLFile({ url, content: html }));
      for (const { id, title, text } of parts(path, html))
        done(
          await index.addCustomRecord({
            url: `${url}#${id}`,
            content: text,
            language: "en",
            meta: { title },
          }),
        );
    }
    done(await index.writeFiles({ outputPath: join(folder, "pagefind", lang) }));
  }
  await pagefind.close();
}

function done<T extends { readonly errors: readonly string[] }>(answer: T): T {
  if (answer.errors.length > 0) throw new Error(`Pagefind: ${answer.errors.join("; ")}`);
  return answer;
}

/** The page as it is indexed: its main part only, each word in its one spelling. */
const prepared = (html: string): string =>
  html
    .replace(/<main( data-pagefind-body)?/, "<main data-pagefind-body")
    .replace(/>([^<]+)(?=<)/g, (_, text: string) => `>${apart(oneSpelling(text))}`);

/** The steps on a session's page, and the terms of the glossary. */
function parts(path: string, html: string): Part[] {
  const steps = path.includes("sessions/")
    ? html.matchAll(/<a href="#[^"]*" id="(s\/[^"]+)".*?<span class="what">(.*?)<\/span>/gs)
    : [];
  const terms = html.matchAll(/<div id="([^"]+)">\s*<dt>(.*?)<\/dt>(.*?)<p class="see">/gs);
  return [...steps, ...terms].map(([, id = "", title = "", text = ""]) => ({
    id,
    title: words(title),
    text: words(`${title}. ${text}`),
  }));
}

/** What an index takes: the words of a piece of HTML. */
const words = (html: string): string =>
  toString(fromHtml(html, { fragment: true }))
    .replace(/\s+/g, " ")
    .trim();
