import { fromHtml } from "hast-util-from-html";
import { toMdast } from "hast-util-to-mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import { visit } from "unist-util-visit";
import { readable } from "./readable.ts";

/**
 * The Markdown twin of a page, for programs and for people who quote: all that can be read on it, with
 * whole addresses.
 * @param html of the built page, its links told from the root
 * @param address where the page will stand
 */
export function markdownTwin(html: string, address: string): string {
  const tree = toMdast(readable(fromHtml(html)), { newlines: false });
  visit(tree, (node) => {
    if (node.type === "link") node.url = new URL(node.url, address).href;
  });
  const body = toMarkdown(tree, {
    bullet: "-",
    extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  });
  return `<!-- ${address} -->\n\n${body}`;
}
