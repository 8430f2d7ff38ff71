import { existsSync, globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { brotliCompressSync } from "node:zlib";

export const DIST = "dist";

if (!existsSync(join(DIST, "index.html")))
  throw new Error("dist/ is not there: run npm run build first (npm test does).");

/** A page with its links told from the site's root, without the hashes of what they lead to. */
const fromRoot = (html: string, path: string): string =>
  html.replace(
    /( (?:href|src|data-[a-z-]+)=")([^":?#]*)(\?v=[0-9a-f]{8})?(?=["?#])/g,
    (all, attribute: string, link: string, hash?: string) =>
      attribute.startsWith(" data-") && !hash && !/^\.{1,2}\//.test(link)
        ? all // no address
        : link === "" || link.startsWith("/")
          ? all
          : `${attribute}${posix.join("/", posix.dirname(path), link)}`,
  );

/** Every page that was built, but for the sandbox: its path in dist/, and its HTML. */
export const pages: readonly (readonly [path: string, html: string])[] = globSync("**/*.html", {
  cwd: DIST,
})
  .filter((path) => path !== "sandbox.html")
  .sort()
  .map((path) => [path, fromRoot(readFileSync(join(DIST, path), "utf8"), path)] as const);

/**
 * The pages worth looking at one by one: of those that show the same experiment on another kernel,
 * which differ in data only, the article's first experiment stands for all.
 */
export const distinct = pages.filter(
  ([path]) =>
    !/(sessions|measurements)\/[^/]+\/\d+\.\d+\//.test(path) || path.includes("/server-time-wait/"),
);

/** Bytes after brotli, as a good host sends them. */
export const brotli = (content: string | Uint8Array): number => brotliCompressSync(content).length;

/** A file that pages refer to, by its absolute path on the site. */
export const asset = (path: string): Buffer => readFileSync(join(DIST, path));
