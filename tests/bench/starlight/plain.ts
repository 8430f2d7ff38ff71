import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { basename, join, resolve } from "node:path";
import starlight from "@astrojs/starlight";
import { build } from "astro";
import { session } from "../../../src/sessions/library.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Builds a default Starlight site of one page, with a chapter's text as its Markdown twin has it.
 * @param outDir where it goes
 * @param chapter the address of the chapter in dist/, without slashes
 * @param sessions whose terminals the page plays with asciinema-player at its end; none when empty
 */
export async function buildPlain(
  outDir: string,
  chapter: string,
  sessions: readonly string[],
): Promise<void> {
  const root = mkdtempSync(resolve(".bench-")); // within the project, where packages are found
  try {
    const docs = join(root, "src/content/docs");
    mkdirSync(docs, { recursive: true });
    mkdirSync(join(root, "public"));
    cpSync(here("content.config.ts"), join(root, "src/content.config.ts"));
    cpSync(here("Players.astro"), join(root, "src/Players.astro"));
    const twin = readFileSync(`dist/${chapter}/index.md`, "utf8");
    const [heading = "", title = ""] = /^# (.+)$/m.exec(twin) ?? [];
    writeFileSync(
      join(docs, "index.md"),
      `---\ntitle: ${JSON.stringify(title)}\n---\n${twin.replace(heading, "")}`,
    );
    const casts = sessions.flatMap((name) => {
      const { folder, file } = session(name);
      return file.terminals.map(({ id }) => ({ from: join(folder, `${id}.cast`), to: `${name}-${id}.cast` })); // prettier-ignore
    });
    for (const { from, to } of casts) cpSync(from, join(root, "public", to));
    process.env.BENCH_CASTS = casts.map(({ to }) => basename(to)).join(" ");
    await build({
      root,
      outDir,
      configFile: false,
      logLevel: "silent",
      site: "https://bench.example",
      integrations: [
        starlight({
          title: "Plain",
          ...(casts.length > 0 && { components: { Footer: "./src/Players.astro" } }),
        }),
      ],
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}
