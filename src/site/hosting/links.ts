import { posix } from "node:path";

/** Attributes that hold the address of a page or a file. */
const ADDRESS = /( (?:href|src|data-[a-z-]+)=")(\/(?!\/)[^"]*)"/g;

/** What links are made of: where the site stands on its host, and the hash of a file's content. */
export interface Ground {
  /** `/`, or the folder that the site was built for, with a slash at both ends. */
  readonly base: string;
  /** The first digits of the SHA-256 of a file that may change under its name; null for all others. */
  readonly hashOf: (file: string) => string | null;
}

/**
 * The links of a page, told from the page itself instead of from the root of its host. What is fetched
 * later bears the hash of its content, so that a page never meets data of another build.
 * @param path of the page's file below the site's root: `zh-cn/lab/index.html`
 */
export function relativeLinks(html: string, path: string, { base, hashOf }: Ground): string {
  const here = posix.join("/", posix.dirname(path));
  return html.replace(ADDRESS, (_, attribute: string, address: string) => {
    const [, whole = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
    const file = whole.startsWith(base) ? `/${whole.slice(base.length)}` : whole;
    const way = posix.relative(here, file) || ".";
    const hash = attribute.startsWith(" data-") ? hashOf(file.slice(1)) : null;
    return `${attribute}${way}${file.endsWith("/") ? "/" : ""}${hash ? `?v=${hash}` : ""}${rest}"`;
  });
}
