import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { hashOf } from "./hash.ts";
import { hostFile } from "./headers.ts";
import { relativeLinks } from "./links.ts";
import { serviceWorker } from "./offline.ts";

/**
 * After the build: `dist/` works under any path of any host, is told how to be served, and can be kept.
 * Only 404.html keeps addresses from the root, as it stands in for pages at any depth.
 */
export function finish(): AstroIntegration {
  let base = "/";
  return {
    name: "finish",
    hooks: {
      "astro:config:done": ({ config }) => {
        base = config.base.endsWith("/") ? config.base : `${config.base}/`;
      },
      "astro:build:done": ({ dir }) => {
        const folder = fileURLToPath(dir);
        const hashed = new Map<string, string | null>();
        const ofFile = (path: string): string | null => {
          const file = join(folder, path);
          if (!hashed.has(path))
            hashed.set(path, existsSync(file) && statSync(file).isFile() ? hashOf(file) : null);
          return hashed.get(path) ?? null;
        };
        for (const path of globSync("**/*.html", { cwd: folder })) {
          if (path === "404.html" || path === "sandbox.html") continue;
          const file = join(folder, path);
          const ground = { base, hashOf: ofFile };
          writeFileSync(file, relativeLinks(readFileSync(file, "utf8"), path, ground));
        }
        writeFileSync(join(folder, "_headers"), hostFile());
        writeFileSync(join(folder, "sw.js"), serviceWorker(folder));
      },
    },
  };
}
