import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What a build needs, besides the packages. */
const PROJECT = ["src", "components", "content", "public", "tests", "LICENSE", "package.json", "tsconfig.json", "astro.config.mjs"]; // prettier-ignore

/**
 * Builds the site with so many chapters: the real ones, then copies of them under other addresses.
 * @returns seconds
 * Throws what the build says when it fails.
 */
export function buildWith(chapters: number): number {
  const folder = mkdtempSync(resolve(".bench-")); // within the project, where packages are found
  try {
    for (const name of PROJECT) cpSync(name, join(folder, name), { recursive: true });
    const home = join(folder, "content/chapters");
    const real = readdirSync(home).sort();
    for (let number = real.length + 1; number <= chapters; number++) {
      const from = real[(number - 1) % real.length] ?? "";
      const to = join(home, `${number}-${from.replace(/^\d+-/, "")}-${number}`);
      cpSync(join(home, from), to, { recursive: true });
      for (const page of ["en.mdx", "zh-cn.mdx"]) {
        const source = readFileSync(join(to, page), "utf8");
        writeFileSync(join(to, page), source.replace(/^chapter: \d+$/m, `chapter: ${number}`));
      }
    }
    const begin = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ["src/site/build.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`with ${chapters} chapters: ${stderr}`);
    return (performance.now() - begin) / 1000;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
