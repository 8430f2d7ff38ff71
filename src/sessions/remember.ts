import { existsSync, statSync } from "node:fs";

/**
 * Reads what a file holds once, and again when the file has changed.
 * @param read what it holds, verified; its errors pass through
 */
export function remembered<T>(read: (path: string) => T): (path: string) => T {
  const known = new Map<string, { value: T; changed: number }>();
  return (path) => {
    const changed = existsSync(path) ? statSync(path).mtimeMs : 0;
    const before = known.get(path);
    if (before?.changed === changed) return before.value;
    const value = read(path);
    known.set(path, { value, changed });
    return value;
  };
}
