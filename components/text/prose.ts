import { escapeHtml } from "../../src/notebook/html.ts";
import type { Lang } from "../lang.ts";

const ROLES: Record<Lang, readonly [RegExp, string][]> = {
  en: [
    [/\b(server)\b/g, "s"],
    [/\b(client)\b/g, "c"],
  ],
  "zh-cn": [
    [/(服务端)/g, "s"],
    [/(客户端)/g, "c"],
  ],
};

/** A plain sentence as HTML, with TIME_WAIT, the client and the server in their colours, and `code`. */
export function prose(text: string, lang: Lang): string {
  let html = escapeHtml(text);
  for (const [word, role] of ROLES[lang])
    html = html.replace(word, `<span class="${role}">$1</span>`);
  return html
    .replaceAll("TIME_WAIT", '<span class="tw-u">TIME_WAIT</span>')
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}
