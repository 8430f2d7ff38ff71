import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./dist.ts";

/** A kind of page, and the one that stands for all of it. */
export interface Kind {
  readonly what: string;
  readonly path: string;
  /** The paths of all its pages, without the language. */
  readonly pattern: RegExp;
}

const chapter = globSync("content/chapters/*")
  .map((folder) => folder.replace(/^.*\/\d+-/, ""))
  .join("|");
const kind = (what: string, path: string, pattern: string): Kind => ({
  what,
  path,
  pattern: new RegExp(`^/${pattern}$`),
});

/** Every kind of page there is. */
export const kinds: readonly Kind[] = [
  kind("home", "/", ""),
  kind("chapter", "/server-time-wait/", `(${chapter})/`),
  kind("sessions", "/sessions/", "sessions/"),
  kind("session", "/sessions/client-time-wait/", "sessions/[^/]+/([0-9.]+/)?"),
  kind("measurement", "/measurements/reuse-matrix/", "measurements/[^/]+/([0-9.]+/)?"),
  kind("claims", "/claims/", "claims/"),
  kind("claim", "/claims/syn-reopens-time-wait/", "claims/[^/]+/"),
  kind("kernels", "/kernels/", "kernels/"),
  kind("lab", "/lab/", "lab/"),
  kind("exercises", "/exercises/", "exercises/"),
  kind("glossary", "/glossary/", "glossary/"),
  kind("references", "/references/", "references/"),
  kind("whole book", "/book/", "book/"),
  kind("thread", "/from-an-rfc-thread/", "from-an-rfc-thread/"),
  kind("evidence", "/evidence/", "evidence/"),
];

/** One page of every kind; of a chapter, which has all there is, also the Chinese one. */
export const oneOfEach: readonly Pick<Kind, "what" | "path">[] = [
  ...kinds,
  { what: "Chinese chapter", path: "/zh-cn/server-time-wait/" },
];

/** The paths of all pages that a reader is invited to, from the site's map. */
export const mapped: readonly string[] = Array.from(
  readFileSync(join(DIST, "sitemap-0.xml"), "utf8").matchAll(/<loc>([^<]+)<\/loc>/g),
  ([, loc = ""]) => new URL(loc).pathname,
);
