import { part } from "../store/store.ts";

/** What a reader has made of an exercise. */
export interface Attempt {
  /** The code as it was left; null where it is as it was given. */
  readonly code: string | null;
  /** Whether some code of the reader's has passed, now or earlier. */
  readonly solved: boolean;
}

type Attempts = Readonly<Record<string, Attempt>>;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Longer than anybody's answer, in characters. */
const LONGEST = 50_000;

function parse(data: unknown): Attempts | null {
  if (typeof data !== "object" || data === null) return null;
  const sound = Object.entries(data).flatMap(([id, one]: [string, unknown]) => {
    if (!ID.test(id) || typeof one !== "object" || one === null) return [];
    const { code, solved } = one as Record<string, unknown>;
    const kept = typeof code === "string" && code.length <= LONGEST ? code : null;
    return [[id, { code: kept, solved: solved === true }] as const];
  });
  return Object.fromEntries(sound);
}

/** The reader's attempts, by the exercises' ids. */
export const attempts = part<Attempts>("exercises", { version: 1, fallback: {}, parse });

/** Keeps something about an attempt. */
export function attempt(id: string, change: Partial<Attempt>): void {
  const all = attempts.read();
  const before = Object.hasOwn(all, id) ? all[id] : undefined;
  attempts.write({ ...all, [id]: { code: null, solved: false, ...before, ...change } });
}
