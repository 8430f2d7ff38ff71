import { execFileSync } from "node:child_process";

/** Pages made from files that are not pages: by their path without the language, what a reader would mend. */
const MADE: readonly (readonly [RegExp, string])[] = [
  [/^\/claims\/([^/]+)\/$/, "content/claims/$1.yaml"],
  [/^\/claims\/$/, "content/claims"],
  [/^\/(sessions|measurements)\/([^/]+)\/.*$/, "content/$1/$2"],
  [/^\/(sessions|exercises)\/$/, "content/$1"],
  [/^\/kernels\/$/, "content/measurements"],
  [/^\/(glossary|references)\/$/, "content/$1.yaml"],
  [/^\/from-an-rfc-thread\/$/, "content/rfc"],
  [/^\/book\/$/, "content/chapters"],
  [/^\/lab\/$/, "components/instrument"],
  [/^\/$/, "src/site/home"],
];

/**
 * Where a page's text is kept, from the project's root.
 * @param file that the page was written in, if it was written as a page
 * @param path of the page below the site's base, without the language
 */
export function sourceOf(file: string | undefined, path: string): string | null {
  if (file?.startsWith("content/")) return file;
  const [pattern, source] = MADE.find(([pattern]) => pattern.test(path)) ?? [];
  return pattern && source !== undefined ? path.replace(pattern, source) : null;
}

/** The day of the last commit that changed each file, as an ISO date, newest first; none without git. */
const changes: readonly (readonly [file: string, day: string])[] = (() => {
  try {
    const log = execFileSync("git", ["log", "--format=%x00%cs", "--name-only"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 2 ** 28,
    });
    return log.split("\0").flatMap((commit) => {
      const [day = "", ...files] = commit.split("\n").filter(Boolean);
      return files.map((file) => [file, day] as const);
    });
  } catch {
    return []; // no repository, or no git
  }
})();

/** When a file, or anything in a folder, was last changed: an ISO date, or null where nobody knows. */
export const lastChange = (source: string): string | null =>
  changes.find(([file]) => file === source || file.startsWith(`${source}/`))?.[1] ?? null;
