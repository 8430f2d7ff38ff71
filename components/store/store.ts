/**
 * The reader's own data, in parts, in this browser and nowhere else. Each part is kept as JSON
 * `{ v, data }` under `wcf:<name>`. What is found there may be damaged, hostile, or from another
 * version of the site; and there may be no storage at all, or no room: then a part lasts as long as
 * the page. Nothing here throws.
 */

/** What a part holds, and how older versions of it are read. */
export interface Shape<T> {
  /** A whole number from 1. It goes up when what `parse` accepts changes its meaning. */
  readonly version: number;
  /** What is read where nothing is kept, or nothing that can be used. */
  readonly fallback: T;
  /** What was kept, checked; null when it is not what it should be. */
  readonly parse: (data: unknown) => T | null;
  /** From each older version to the next: `migrations[1]` makes version 2 of version 1. */
  readonly migrations?: Readonly<Record<number, (data: unknown) => unknown>>;
}

export interface Part<T> {
  read(): T;
  write(value: T): void;
  /** Forgets it: what is read is the fallback again. */
  reset(): void;
  /** Calls back after each change, made here or in another tab. Returns what ends that. */
  onChange(listener: (value: T) => void): () => void;
}

/** Every key of ours begins with it. */
const PREFIX = "wcf:";

/** What this page could not put into storage, by key. */
const memory = new Map<string, string>();
const listeners = new Map<string, Set<() => void>>();

/** What storage has under a key; null when nothing, or when it is blocked. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Puts a text under a key, or takes it away; where storage will not have it, the page keeps it. */
function store(key: string, text: string | null): void {
  memory.delete(key);
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    if (text !== null) memory.set(key, text); // blocked or full
  }
}

const tell = (key: string) => listeners.get(key)?.forEach((listener) => listener());

let listening = false;

/** Hears of changes made in other tabs, from the first listener on. */
function listen(): void {
  if (listening) return;
  listening = true;
  addEventListener("storage", ({ key }: StorageEvent) => {
    // No key: all was cleared. What another tab has written is newer than what this page holds.
    for (const one of key === null ? listeners.keys() : [key]) {
      memory.delete(one);
      tell(one);
    }
  });
}

/** A part of the reader's data. Two of one name are the same part. */
export function part<T>(name: string, shape: Shape<T>): Part<T> {
  const key = PREFIX + name;
  const read = () => understood(memory.get(key) ?? stored(key), shape) ?? shape.fallback;
  return {
    read,
    write: (value) => {
      const text = JSON.stringify({ v: shape.version, data: value });
      // What a newer version of the site has written is not ours to destroy.
      if ((envelope(stored(key))?.v ?? 0) > shape.version) memory.set(key, text);
      else store(key, text);
      tell(key);
    },
    reset: () => {
      store(key, null);
      tell(key);
    },
    onChange: (listener) => {
      listen();
      const hear = () => listener(read());
      const own = listeners.get(key) ?? new Set();
      listeners.set(key, own.add(hear));
      return () => void own.delete(hear);
    },
  };
}

/** A kept text as it was written, or null when it is not of that form. */
function envelope(text: string | null): { v: number; data: unknown } | null {
  try {
    const { v, data } = JSON.parse(text ?? "null") as Record<string, unknown>;
    return typeof v === "number" && Number.isSafeInteger(v) && v > 0 ? { v, data } : null;
  } catch {
    return null; // no JSON, or no object
  }
}

/** What a kept text means to this version of a part; null when nothing. */
function understood<T>(text: string | null, shape: Shape<T>): T | null {
  const found = envelope(text);
  if (!found || found.v > shape.version) return null;
  let { data } = found;
  try {
    for (let v = found.v; v < shape.version; v++) {
      const migrate = shape.migrations?.[v];
      if (!migrate) return null;
      data = migrate(data);
    }
    return shape.parse(data);
  } catch {
    return null; // stranger than was thought of
  }
}

/** Whether what is written outlasts the page. */
export function keeps(): boolean {
  try {
    localStorage.setItem(`${PREFIX}?`, "");
    localStorage.removeItem(`${PREFIX}?`);
    return true;
  } catch {
    return false; // blocked or full
  }
}

/** Everything kept, by the names of its parts, as the texts that hold it: for taking it elsewhere. */
export function everything(): Record<string, string> {
  const found = new Map(memory);
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i) ?? "";
      const text = stored(key);
      if (key.startsWith(PREFIX) && text !== null && !found.has(key)) found.set(key, text);
    }
  } catch {
    // Storage is blocked.
  }
  return Object.fromEntries(
    [...found].sort().map(([key, text]) => [key.slice(PREFIX.length), text]),
  );
}

/**
 * Replaces what is kept by what `everything` gave; null forgets it all. What a text holds is
 * checked when its part is read, as always.
 */
export function replaceEverything(texts: Readonly<Record<string, string>> | null): void {
  const names = new Set([...Object.keys(everything()), ...Object.keys(texts ?? {})]);
  for (const name of names) {
    const text = texts && Object.hasOwn(texts, name) ? texts[name] : undefined;
    store(PREFIX + name, envelope(text ?? null) ? (text ?? null) : null);
    tell(PREFIX + name);
  }
}
