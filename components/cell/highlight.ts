import { createHighlighter, type ThemeRegistrationRaw } from "shiki";
import { escapeHtml } from "../../src/notebook/html.ts";
import { named, numbered } from "./lines.ts";

/**
 * Code is set in ink: keywords bold, comments grey. Colour is kept for names that belong to a role,
 * so the "theme" only names classes.
 */
const theme: ThemeRegistrationRaw = {
  name: "ink",
  type: "light",
  settings: [
    { settings: { foreground: "#000000", background: "#ffffff" } },
    { scope: ["keyword", "storage.type", "storage.modifier"], settings: { foreground: "#000001" } },
    { scope: ["keyword.operator", "punctuation"], settings: { foreground: "#000000" } },
    { scope: ["comment", "punctuation.definition.comment"], settings: { foreground: "#000002" } },
    { scope: ["string"], settings: { foreground: "#000003" } },
  ],
};

/** Strings have no looks of their own, but what they name belongs to no role. */
const CLASSES: Record<string, string> = { "#000001": "k", "#000002": "cm", "#000003": "str" };

const highlighter = await createHighlighter({
  themes: [theme],
  langs: ["typescript", "go", "shellscript", "c", "text"],
});

/** Languages that can be highlighted. */
export type CodeLang = "typescript" | "go" | "shellscript" | "c" | "text";

/** A stretch of code that shows its type when it is pointed at. */
export interface Hint {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Code as HTML, one `.l` element a line, numbered. Hints are in order and do not overlap.
 * @param setup how many lines at its beginning only set up
 */
export function highlight(
  code: string,
  lang: CodeLang,
  hints: readonly Hint[] = [],
  setup = 0,
): string {
  const { tokens } = highlighter.codeToTokens(code.trimEnd(), { lang, theme: "ink" });
  return tokens
    .map((line, index) => {
      const html = line
        .map(({ content, offset, color = "" }) => {
          const css = CLASSES[color.toLowerCase()];
          if (css) return `<span class="${css}">${escapeHtml(content)}</span>`;
          return hinted(content, offset, hints);
        })
        .join("");
      return numbered(html, index + 1, index < setup);
    })
    .join("");
}

/** Code that begins at an offset, with the hints that lie in it. */
function hinted(code: string, offset: number, hints: readonly Hint[]): string {
  let html = "";
  let done = 0;
  for (const { from, to, text } of hints) {
    if (from < offset + done || to > offset + code.length) continue;
    html += named(code.slice(done, from - offset));
    done = to - offset;
    html += `<span title="${escapeHtml(text)}">${named(code.slice(from - offset, done))}</span>`;
  }
  return html + named(code.slice(done));
}
