import { transform } from "lightningcss";
import ladder from "../../../components/ladder/ladder.css?raw";
import tokens from "../styles/tokens.css?raw";

/** Everything that has a name, in its light form; later sets are for those who want more contrast. */
const named = new Map<string, string>();
for (const [, name = "", value = ""] of tokens.matchAll(/(--[\w-]+):\s*([^;]+);/g))
  if (!named.has(name)) named.set(name, value.replace(/light-dark\(\s*(.+?\)),\s*oklch.*/s, "$1"));

const plain = (css: string): string => {
  const found = css.replace(/var\((--[\w-]+)\)/g, (_, name: string) => named.get(name) ?? "");
  return found === css ? css : plain(found);
};

/**
 * A style sheet for those who know neither names nor oklch() nor quoted addresses: colours are sRGB, as
 * on light paper. What is said for a medium is left out.
 */
export const plainCss = (css: string): string =>
  transform({
    filename: "picture.css",
    code: Buffer.from(plain(css)),
    targets: { chrome: 60 << 16 },
    visitor: { Rule: { media: () => [] } },
  })
    .code.toString()
    .replace(/^.*\b(lab|color)\(.*$/gm, "") // said after the same in sRGB, for those who know more
    .replace(/url\("(.+?)"\)/g, "url($1)");

/** What the ladder's style sheet says of the things that are drawn. */
export const ladderCss: string = plainCss(ladder.slice(ladder.indexOf(".ladder text {")));
