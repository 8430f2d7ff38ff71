import { globSync, readFileSync } from "node:fs";

/** Where a chapter says a claim: at its sentence, or in the list at its end. */
export interface Use {
  readonly id: string;
  readonly chapter: string;
  readonly lang: string;
  readonly where: "sentence" | "list";
}

const FILE = /\/\d+-([a-z0-9-]+)\/(en|zh-cn)\.mdx$/;
const MARK = /<(Claimed|Claim)\s[^>]*?\bid="([^"]+)"/g;

/** The claims that chapters use, from their sources. To be called from the project's root. */
export const usesOfClaims = (): Use[] =>
  globSync("content/chapters/*/*.mdx").flatMap((file) => {
    const [, chapter = "", lang = ""] = FILE.exec(file) ?? [];
    return Array.from(readFileSync(file, "utf8").matchAll(MARK), ([, mark, id = ""]): Use => {
      const where = mark === "Claimed" ? "sentence" : "list";
      return { id, chapter, lang, where };
    });
  });

/**
 * Throws an Error that names the file when its chapter does not list the claim in both languages.
 * @param id the claim
 * @param chapter the slug that it names as its own
 */
export function listedInChapter(id: string, chapter: string, uses: readonly Use[]): void {
  for (const lang of ["en", "zh-cn"]) {
    const listed = uses.some(
      (use) =>
        use.id === id && use.chapter === chapter && use.lang === lang && use.where === "list",
    );
    if (!listed)
      throw new Error(
        `content/claims/${id}.yaml: its chapter does not list it: put <Claim id="${id}" /> into content/chapters/*-${chapter}/${lang}.mdx.`,
      );
  }
}
