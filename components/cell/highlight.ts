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

/** Code as HTML, one `.l` element a line, numbered. */
export function highlight(code: string, lang: CodeLang): string {
  const { tokens } = highlighter.codeToTokens(code.trimEnd(), { lang, theme: "ink" });
  return tokens
    .map((line, index) => {
      const html = line
        .map(({ content, color = "" }) => {
          const css = CLASSES[color.toLowerCase()];
          return css ? `<span class="${css}">${escapeHtml(content)}</span>` : named(content);
        })
        .join("");
      return numbered(html, index + 1);
    })
    .join("");
}
