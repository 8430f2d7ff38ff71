import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "sucrase";
import { hashOf } from "./hash.ts";

/** What is kept beforehand: all pages but those of further kernels, and what they run and play. */
const KEPT = [
  "**/*.html",
  "favicon.svg",
  "_astro/*.{js,css}",
  "sessions/*/*/timeline.json",
  "{cells,exercises}/**/*.json",
  "recorded/**/*.json",
];
const FURTHER = /(^|\/)(sessions|measurements)\/[^/]+\/\d+\.\d+\//;

/**
 * The service worker of a built site: the worker's code behind the list of what it keeps, each by its
 * address with the hash of its content.
 * @param folder the built site, links done
 */
export function serviceWorker(folder: string): string {
  const pages = globSync("**/*.html", { cwd: folder }).map((path) =>
    readFileSync(join(folder, path), "utf8"),
  );
  const used = new Set(
    pages.flatMap((html) =>
      Array.from(html.matchAll(/data-timeline="(?:\.\.\/)*([^"?]*)/g), ([, path = ""]) => path),
    ),
  );
  const kept = globSync(KEPT, { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .filter((path) => path !== "sandbox.html" && !FURTHER.test(path))
    .filter((path) => !path.endsWith("/timeline.json") || used.has(path))
    .sort()
    .map((path): [string, string] => [
      path.replace(/(^|\/)index\.html$/, "$1"),
      hashOf(join(folder, path)),
    ]);
  const build = createHash("sha256").update(JSON.stringify(kept)).digest("hex").slice(0, 8);
  const source = readFileSync(fileURLToPath(new URL("worker.ts", import.meta.url)), "utf8");
  const code = transform(source, { transforms: ["typescript"] }).code.replace(
    /^export \{\};$/m,
    "",
  );
  return `const BUILD = "${build}";\nconst KEPT = ${JSON.stringify(kept)};\n${code}`;
}
