import { escapeHtml } from "../../src/notebook/html.ts";
import { roleNames } from "./roles.ts";

/** Code as HTML, the names of roles in their colours. */
export function named(text: string): string {
  let html = "";
  let done = 0;
  for (const { from, to, role } of roleNames(text)) {
    html += `${escapeHtml(text.slice(done, from))}<span class="${role}">${escapeHtml(text.slice(from, to))}</span>`;
    done = to;
  }
  return html + escapeHtml(text.slice(done));
}

/** A line of code that is HTML already, with its number; one of those that only set up can be folded. */
export const numbered = (html: string, number: number, setup = false): string =>
  `<span class="${setup ? "l setup" : "l"}" data-n="${number}">${html}\n</span>`;

/** How many lines a program begins with before it does anything: its imports, and what is blank below. */
export const setupLines = (text: string): number =>
  (/^(?:import\b[^;]*;\s*\n)+/.exec(text)?.[0] ?? "").split("\n").length - 1;

/** A reader's code as HTML: numbered lines, and no more than the names of roles in colour. */
export const plainLines = (text: string): string =>
  text
    .replace(/\n$/, "")
    .split("\n")
    .map((line, index) => numbered(named(line), index + 1))
    .join("");
