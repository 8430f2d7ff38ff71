import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { hashOf } from "./hash.ts";
import { hostFile } from "./headers.ts";
import { renamed } from "../renamed.ts";
import { markdownTwin } from "../markdown/twin.ts";
import { buildSearch } from "../search/build.ts";
import { relativeLinks } from "./links.ts";
import { movedPages } from "./moved.ts";
import { serviceWorker } from "./offline.ts";
import { wholeBook } from "./whole-book.ts";

/**
 * After the build: `dist/` works under any path of any host, is told how to be served, and can be kept;
 * it can be searched, every page has its Markdown twin, and one page is the whole book.
 * Only 404.html keeps addresses from the root, as it stands in for pages at any depth.
 */
export function finish(): AstroIntegration {
  let base = "/";
  let site = "";
  return {
    name: "finish",
    hooks: {
      "astro:config:done": ({ config }) => {
        site = config.site ?? "";
        base = config.base.endsWith("/") ? config.base : `${config.base}/`;
      },
      "astro:build:done": async ({ dir }) => {
        const folder = fileURLToPath(dir);
        await buildSearch(folder);
        const hashed = new Map<string, string | null>();
        const ofFile = (path: string): string | null => {
          const file = join(folder, path);
          if (!hashed.has(path))
            hashed.set(path, existsSync(file) && statSync(file).isFile() ? hashOf(file) : null);
          return hashed.get(path) ?? null;
        };
        const page = (path: string) => readFileSync(join(folder, path, "index.html"), "utf8");
        for (const path of globSync("**/book/index.html", { cwd: folder })) {
          const book = wholeBook(page(join(path, "..")), (url) => page(url.slice(base.length)));
          writeFileSync(join(folder, path), book);
        }
        for (const path of globSync("**/*.html", { cwd: folder })) {
          if (path === "404.html" || path === "sandbox.html") continue;
          const file = join(folder, path);
          const html = readFileSync(file, "utf8");
          const address = new URL(base + path.replace(/index\.html$/, ""), site).href;
          writeFileSync(file.replace(/html$/, "md"), markdownTwin(html, address));
          writeFileSync(file, relativeLinks(html, path, { base, hashOf: ofFile }));
        }
        movedPages(folder, base, renamed());
        writeFileSync(join(folder, "_headers"), hostFile());
        writeFileSync(join(folder, "sw.js"), serviceWorker(folder));
      },
    },
  };
}
