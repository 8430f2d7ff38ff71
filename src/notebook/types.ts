import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { cellFolder, cellIds } from "./cells.ts";
import { cellChecker, nameOf, type Name } from "./names.ts";

/** A name in a cell, and where it stands. */
export interface Typed extends Name {
  /** Offsets in the source: [from, to) of each place. */
  readonly places: readonly (readonly [number, number])[];
}

/** All cells of all chapters, checked together: once, for that takes seconds. */
let chapters: ts.Program | null = null;

function programWith(path: string): ts.Program {
  chapters ??= cellChecker(
    readdirSync("content/chapters").flatMap((chapter) =>
      cellIds(cellFolder(chapter)).map((id) => join(cellFolder(chapter), `${id}.ts`)),
    ),
  );
  return chapters.getSourceFile(path) ? chapters : cellChecker([path]);
}

/**
 * The types of what a cell imports and declares at its top level, in the order of its text.
 * Throws an Error with file, line and the compiler's words when the cell has a type error.
 */
export function typesIn(folder: string, id: string): Typed[] {
  const path = join(folder, `${id}.ts`);
  const program = programWith(path);
  const source = program.getSourceFile(path);
  if (!source) throw new Error(`${path}: there is no such cell.`);
  const [wrong] = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ];
  if (wrong) {
    const { line } = source.getLineAndCharacterOfPosition(wrong.start ?? 0);
    const message = ts.flattenDiagnosticMessageText(wrong.messageText, " ");
    throw new Error(`${path}, line ${line + 1}: ${message}`);
  }
  return namesIn(source, program.getTypeChecker());
}

function namesIn(source: ts.SourceFile, checker: ts.TypeChecker): Typed[] {
  const found = new Map<ts.Symbol, { name: Name; places: [number, number][] }>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol && isTopLevel(symbol, source)) {
        const imported =
          symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        const one = found.get(symbol) ?? {
          name: { ...nameOf(checker, imported), name: symbol.name },
          places: [],
        };
        one.places.push([node.getStart(source), node.getEnd()]);
        found.set(symbol, one);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return Array.from(found.values(), ({ name, places }) => ({ ...name, places }));
}

/** Whether a name is imported, or declared outside all functions and blocks. */
const isTopLevel = (symbol: ts.Symbol, source: ts.SourceFile): boolean =>
  (symbol.declarations ?? []).some((declared) => {
    if (declared.getSourceFile() !== source) return false;
    if (ts.isImportSpecifier(declared) || ts.isNamespaceImport(declared)) return true;
    let outer: ts.Node = declared.parent;
    while (
      ts.isVariableDeclarationList(outer) ||
      ts.isVariableStatement(outer) ||
      ts.isVariableDeclaration(outer) ||
      ts.isObjectBindingPattern(outer) ||
      ts.isArrayBindingPattern(outer) ||
      ts.isBindingElement(outer)
    )
      outer = outer.parent;
    return outer === source;
  });
