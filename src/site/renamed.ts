import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const FILE = "content/renamed.yaml";
const path = z
  .string()
  .regex(/^\/([a-z0-9.-]+\/)+$/, "an address begins and ends with a slash, and has no language");

/** Old addresses of pages, from the site's root and without language, and their new ones. */
export type Renamed = ReadonlyMap<string, string>;

/**
 * The pages that got another address.
 * To be called from the project's root.
 * @param source the file's text
 * Throws an Error that names the file and the place.
 */
export function renamed(source = readFileSync(FILE, "utf8")): Renamed {
  const found = z.record(path, path).safeParse(parse(source));
  if (found.success) return new Map(Object.entries(found.data));
  const [issue] = found.error.issues;
  throw new Error(`${FILE}, ${issue?.path.join(".")}: ${issue?.message}.`);
}

/** What an id that was published once is called now: `heading /old/#why` → `heading /new/#why`. */
export function calledNow(id: string, names: Renamed = renamed()): string {
  for (const [old, now] of names) {
    if (id.includes(` ${old}`)) return id.replace(old, now);
    if (old.startsWith("/claims/") && `claim ${old.slice(8, -1)}` === id)
      return `claim ${now.slice(8, -1)}`;
  }
  return id;
}
