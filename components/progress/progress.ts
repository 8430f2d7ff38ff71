import { part } from "../store/store.ts";

/** Where a reader was: a heading, or a step of a session. */
export interface Place {
  /** `#signature`, `#s/server-time-wait/reopened` */
  readonly hash: string;
  /** What it is called, in the language it was read in. */
  readonly title: string;
  readonly lang: string;
}

/** A reader's way through one chapter. */
export interface Chapter {
  readonly read: boolean;
  /** The cells that were run, by their ids. */
  readonly ran: readonly string[];
  readonly place: Place | null;
}

export interface Progress {
  /** By slug. */
  readonly chapters: Readonly<Record<string, Chapter>>;
  /** The chapter that was read last. */
  readonly last: string | null;
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const HASH = /^#[\w/.-]{1,200}$/;
const NOTHING: Chapter = { read: false, ran: [], place: null };

const isObject = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null && !Array.isArray(data);
const isText = (data: unknown): data is string => typeof data === "string" && data.length <= 300;

function placeOf(data: unknown): Place | null {
  if (!isObject(data)) return null;
  const { hash, title, lang } = data;
  return isText(hash) && HASH.test(hash) && isText(title) && isText(lang)
    ? { hash, title, lang }
    : null;
}

/** What is sound in what was kept. */
function parse(data: unknown): Progress | null {
  if (!isObject(data) || !isObject(data.chapters)) return null;
  const chapters = Object.entries(data.chapters).flatMap(([slug, one]) => {
    if (!SLUG.test(slug) || !isObject(one)) return [];
    const ran = Array.isArray(one.ran) ? one.ran.filter(isText) : [];
    return [[slug, { read: one.read === true, ran, place: placeOf(one.place) }] as const];
  });
  const { last } = data;
  return {
    chapters: Object.fromEntries(chapters),
    last: isText(last) && SLUG.test(last) ? last : null,
  };
}

export const progress = part<Progress>("progress", {
  version: 1,
  fallback: { chapters: {}, last: null },
  parse,
});

/** A chapter's part; nothing where it was never opened. */
export const chapterOf = ({ chapters }: Progress, slug: string): Chapter =>
  Object.hasOwn(chapters, slug) ? (chapters[slug] ?? NOTHING) : NOTHING;

/** Notes something about a chapter, which becomes the one that was read last. */
export function note(slug: string, change: Partial<Chapter>): void {
  const before = progress.read();
  const chapter = { ...chapterOf(before, slug), ...change };
  progress.write({ chapters: { ...before.chapters, [slug]: chapter }, last: slug });
}
