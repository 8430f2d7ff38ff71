import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parse } from "yaml";
import { inventory } from "./inventory.ts";

/** Where the ids that were ever published are kept, a line each. */
export const REGISTRY = "content/published.txt";

const read = (file: string): string => readFileSync(file, "utf8");
const found = (source: string, pattern: RegExp): string[] =>
  Array.from(source.matchAll(pattern), ([, id = ""]) => id);

/** The address of a chapter or page, from its source: `04-inside-the-kernel` → `inside-the-kernel`. */
const slugOf = (file: string): string => basename(dirname(file)).replace(/^\d+-/, "");

/** What a chapter or page has that can be linked to. */
function inPage(file: string): string[] {
  const slug = slugOf(file);
  const source = read(file);
  const { predictions, cells, exercises } = inventory(slug);
  const under = (kind: string, ids: readonly string[]) =>
    ids.map((id) => `${kind} /${slug}/#${id}`);
  return [
    `page /${slug}/`,
    ...under("heading", found(source, /\{#([a-z0-9-]+)\}/g)),
    ...under(
      "figure",
      found(source, /<[A-Z]\w+[^>]*?\b(?:id="(?=(?:fig|tab|table)-)|figure=")([^"]+)"/g),
    ),
    ...under("prediction", predictions),
    ...under("cell", cells),
    ...under("exercise", exercises),
  ];
}

/** The ids of a YAML file's entries. */
const entries = (file: string): string[] =>
  (parse(read(file)) as { id: string }[]).map(({ id }) => id);

/** The steps of a recorded session: `server-time-wait/reopened`. */
const steps = (file: string): string[] => {
  const { steps } = JSON.parse(read(file)) as { steps: { id: string }[] };
  return steps.map(({ id }) => `${basename(dirname(dirname(file)))}/${id}`);
};

const names = (pattern: string, ext: string) =>
  globSync(pattern).map((file) => basename(file, ext));

/**
 * Every id that a link or a quotation may hold on to, sorted, each with its kind: pages, headings,
 * figures, predictions, cells, steps, claims, clauses, kernel excerpts, terms and references.
 * To be called from the project's root.
 */
export function published(): string[] {
  const all = [
    ...globSync("content/{chapters,pages}/*/en.mdx").flatMap(inPage),
    ...globSync("content/sessions/*/*/session.json")
      .flatMap(steps)
      .map((id) => `step ${id}`),
    ...names("content/claims/*.yaml", ".yaml").map((id) => `claim ${id}`),
    ...names("content/kernel/*.yaml", ".yaml").map((id) => `kernel ${id}`),
    ...globSync("content/measurements/*/").map((path) => `measurement ${basename(path)}`),
    ...globSync("content/rfc/*.yaml")
      .flatMap((file) => found(read(file), /^\s*- id: (\S+)$/gm))
      .map((id) => `clause ${id}`),
    ...entries("content/glossary.yaml").map((id) => `term ${id}`),
    ...entries("content/references.yaml").map((id) => `reference ${id}`),
  ];
  return [...new Set(all)].toSorted();
}

/** The ids that were published once, whether they are still there or not. */
export const registered = (): string[] =>
  existsSync(REGISTRY) ? read(REGISTRY).split("\n").filter(Boolean) : [];
