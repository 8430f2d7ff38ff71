import { part } from "../store/store.ts";

/** What a reader has made of an exercise. */
export interface Attempt {
  /** The code as it was left; null where it is as it was given. */
  readonly code: string | null;
  /** The code that was put away last, to be had back; null where none was. */
  readonly past: string | null;
  /** Whether some code of the reader's has passed, now or earlier. */
  readonly solved: boolean;
}

type Attempts = Readonly<Record<string, Attempt>>;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Longer than anybody's answer, in characters; what is longer is not kept. */
export const LONGEST = 50_000;

const sound = (code: unknown): string | null =>
  typeof code === "string" && code.length <= LONGEST ? code : null;

function parse(data: unknown): Attempts | null {
  if (typeof data !== "object" || data === null) return null;
  const attempts = Object.entries(data).flatMap(([id, one]: [string, unknown]) => {
    if (!ID.test(id) || typeof one !== "object" || one === null) return [];
    const { code, past, solved } = one as Record<string, unknown>;
    return [[id, { code: sound(code), past: sound(past), solved: solved === true }] as const];
  });
  return Object.fromEntries(attempts);
}

/** The reader's attempts, by the exercises' ids. */
export const attempts = part<Attempts>("exercises", { version: 1, fallback: {}, parse });

const NONE: Attempt = { code: null, past: null, solved: false };

export const attemptOf = (id: string): Attempt => {
  const all = attempts.read();
  return Object.hasOwn(all, id) ? (all[id] ?? NONE) : NONE;
};

/** Keeps something about an attempt. */
export function attempt(id: string, change: Partial<Attempt>): void {
  attempts.write({ ...attempts.read(), [id]: { ...attemptOf(id), ...change } });
}
