/** The notebook's dataflow: cells are modules, and what one imports it depends on. */

const IMPORT = /\b(?:from|import)\s*["']\.\/([a-z0-9-]+)\.ts["']/g;

/** The cells that a text imports, by id, in its order. */
export const importedCells = (text: string): string[] =>
  Array.from(text.matchAll(IMPORT), ([, id = ""]) => id);

/** What a cell needs, directly or not: those first that need nothing; itself not among them. */
export function needed(id: string, textOf: (id: string) => string | null): string[] {
  const order: string[] = [];
  const seen = new Set([id]);
  const visit = (one: string) => {
    for (const next of importedCells(textOf(one) ?? "")) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
      order.push(next);
    }
  };
  visit(id);
  return order;
}
