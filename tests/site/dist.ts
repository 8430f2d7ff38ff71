import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

export const DIST = "dist";

if (!existsSync(join(DIST, "index.html")))
  throw new Error("dist/ is not there: run npm run build first (npm test does).");

/** Every page that was built, but for the sandbox: its path in dist/, and its HTML. */
export const pages: readonly (readonly [path: string, html: string])[] = globSync("**/*.html", {
  cwd: DIST,
})
  .filter((path) => path !== "sandbox.html")
  .sort()
  .map((path) => [path, readFileSync(join(DIST, path), "utf8")] as const);

/** Bytes after brotli, as a good host sends them. */
export const brotli = (content: string | Uint8Array): number => brotliCompressSync(content).length;

/** A file that pages refer to, by its absolute path on the site. */
export const asset = (path: string): Buffer => readFileSync(join(DIST, path));
