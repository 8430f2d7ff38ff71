import { diffLines } from "diff";

/** One line of a comparison, left and right; null where that side has none there. */
export type Row = readonly [left: string | null, right: string | null];

const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");

/** Two texts side by side: lines they share stand abreast, and so do those that were changed. */
export function sideBySide(left: string, right: string): Row[] {
  const ended = (text: string) => `${text.trimEnd()}\n`;
  const rows: Row[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]) => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++)
      rows.push([removed[i] ?? null, added[i] ?? null]);
    removed = [];
  };
  for (const part of diffLines(ended(left), ended(right))) {
    if (part.removed) removed = linesOf(part.value);
    else if (part.added) flush(linesOf(part.value));
    else {
      flush([]);
      for (const line of linesOf(part.value)) rows.push([line, line]);
    }
  }
  flush([]);
  return rows;
}
