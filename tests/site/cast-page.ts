import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds a page that plays recordings, without the site's framework, into a folder. */
export async function buildCastPage(folder: string, page = "cast-page"): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL(page, import.meta.url)),
    base: "./",
    build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 1000 },
  });
}

/**
 * A recording as a program that repaints its screen makes it: so many seconds, so many characters of
 * output, the same every time. Each second begins with its number.
 */
export function repainting(seconds: number, characters: number): string {
  const [cols, rows, perSecond] = [100, 30, 16];
  const each = Math.round(characters / seconds / perSecond);
  const lines = [JSON.stringify({ version: 3, term: { cols, rows }, title: "Repainting" })];
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647);
  for (let frame = 0; frame < seconds * perSecond; frame++) {
    const head = `\x1b[H\x1b[1;3${1 + (frame % 7)}msecond ${Math.floor(frame / perSecond)}\x1b[0m\x1b[K`;
    let body = "";
    while (head.length + body.length < each)
      body += `\x1b[${2 + (random() % (rows - 1))};${1 + (random() % 70)}H\x1b[38;5;${random() % 256}m${random().toString(36)} ${random()}`;
    if (frame % (60 * perSecond) === 0)
      lines.push(JSON.stringify([0, "m", `Minute ${frame / 60 / perSecond}`]));
    lines.push(JSON.stringify([1 / perSecond, "o", head + body]));
  }
  return lines.join("\n");
}

/** Writes the recordings that are too large to be kept. */
export function writeLong(folder: string): void {
  writeFileSync(join(folder, "long.cast"), repainting(3600, 18e6));
}
