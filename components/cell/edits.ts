import { part } from "../store/store.ts";

/** What the reader has made of a cell. */
export interface Edit {
  /** Its text now; null when it is the site's own. */
  readonly text: string | null;
  /** What it was before it was reset, the latest last. */
  readonly past: readonly string[];
}

type Edits = Readonly<Record<string, Edit>>;

/** `chapter/cell`; both are lower-case words with hyphens. */
const KEY = /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/;

/** A longer text is not kept: no cell comes near, and others need the room. */
export const LONGEST = 20_000;

/** How many earlier texts of a cell are kept. */
const PAST = 5;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= LONGEST;

function parse(data: unknown): Edits | null {
  if (typeof data !== "object" || data === null) return null;
  const sound = Object.entries(data).flatMap(([key, one]: [string, unknown]) => {
    if (!KEY.test(key) || typeof one !== "object" || one === null) return [];
    const { text, past } = one as Record<string, unknown>;
    const edit = {
      text: isText(text) ? text : null,
      past: Array.isArray(past) ? past.filter(isText).slice(-PAST) : [],
    };
    return [[key, edit] as const];
  });
  return Object.fromEntries(sound);
}

/** The reader's own texts of cells, by chapter and cell. */
export const edits = part<Edits>("edits", { version: 1, fallback: {}, parse });

const NONE: Edit = { text: null, past: [] };

export const editOf = (key: string): Edit => {
  const all = edits.read();
  return Object.hasOwn(all, key) ? (all[key] ?? NONE) : NONE;
};

/** Keeps a text, if it is not too long. */
export function keepEdit(key: string, text: string): void {
  if (isText(text)) edits.write({ ...edits.read(), [key]: { ...editOf(key), text } });
}

/** Puts the text away, among those that can be had back. */
export function resetEdit(key: string): void {
  const { text, past } = editOf(key);
  if (text === null) return;
  const rest = past.filter((one) => one !== text);
  edits.write({ ...edits.read(), [key]: { text: null, past: [...rest, text].slice(-PAST) } });
}

/** Takes the latest text back that was put away; returns it. */
export function undoReset(key: string): string | null {
  const { past } = editOf(key);
  const text = past.at(-1) ?? null;
  if (text !== null) edits.write({ ...edits.read(), [key]: { text, past: past.slice(0, -1) } });
  return text;
}
