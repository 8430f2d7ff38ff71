import { globSync, readFileSync } from "node:fs";

/** What a chapter gives its reader to do, by ids: what progress is told from. */
export interface Inventory {
  readonly predictions: readonly string[];
  readonly cells: readonly string[];
  readonly exercises: readonly string[];
}

/** What stands in a chapter, from its English source. To be called from the project's root. */
export function inventory(slug: string): Inventory {
  const [file] = globSync(`content/chapters/*-${slug}/en.mdx`);
  const source = file ? readFileSync(file, "utf8") : "";
  const ids = (component: string) =>
    Array.from(
      source.matchAll(new RegExp(`<${component}\\s[^>]*?\\bid="([^"]+)"`, "g")),
      ([, id = ""]) => id,
    );
  return { predictions: ids("Predict"), cells: ids("Cell"), exercises: ids("Exercise") };
}
