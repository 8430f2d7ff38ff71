import { escapeHtml } from "../../src/notebook/html.ts";

/** The two ends of a session, as `address:port`. */
export interface Ends {
  readonly client: string;
  readonly server: string;
}

/** A word that belongs to a role: where it stands in a text. */
interface RoleWord {
  readonly role: "c" | "s" | "tw";
  readonly from: number;
  readonly to: number;
}

const port = (end: string) => end.slice(end.lastIndexOf(":") + 1);

/** The words in a terminal's text that belong to a role: both ports, and TIME-WAIT. */
export function roleWords(text: string, ends: Ends): RoleWord[] {
  const [client, server] = [port(ends.client), port(ends.server)];
  const words = new RegExp(`(?<!\\d)(?:${client}|${server})(?!\\d)|TIME-WAIT|timewait`, "g");
  return Array.from(text.matchAll(words), ({ 0: word, index }) => ({
    role: word === client ? "c" : word === server ? "s" : "tw",
    from: index,
    to: index + word.length,
  }));
}

/** Terminal text as HTML, with its role words coloured. */
export function colour(text: string, ends: Ends): string {
  let html = "";
  let at = 0;
  for (const { role, from, to } of roleWords(text, ends)) {
    html += `${escapeHtml(text.slice(at, from))}<span class="${role}">${escapeHtml(text.slice(from, to))}</span>`;
    at = to;
  }
  return html + escapeHtml(text.slice(at));
}
