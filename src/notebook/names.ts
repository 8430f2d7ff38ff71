import ts from "typescript";
import { sessionNames } from "../sessions/library.ts";
import { measurementNames } from "../sessions/measurement.ts";

/** A name that a cell can use, as the editor offers it. */
export interface Name {
  readonly name: string;
  readonly kind: "function" | "constant" | "class" | "type" | "property";
  /** Its type or signature, on one line. */
  readonly type: string;
  /** The first sentence of its doc comment. */
  readonly doc: string;
}

/** What the editor knows of the modules that cells import. */
export interface Names {
  /** What an import can name. */
  readonly modules: readonly string[];
  /** What each module exports; `session/*` and `measurement/*` stand for all recordings. */
  readonly exports: Readonly<Record<string, readonly Name[]>>;
  /** What can follow a dot: the members of what these export. */
  readonly members: readonly Name[];
}

/** The model; the other modules that cells import are declared in the environment. */
const MODEL = "src/model/index.ts";
const ENVIRONMENT = "src/env.d.ts";

const TYPE = ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class;
const { NoTruncation, UseAliasDefinedOutsideCurrentScope } = ts.TypeFormatFlags;
const SPELLING: ts.TypeFormatFlags = NoTruncation | UseAliasDefinedOutsideCurrentScope;

/** A longer type is of no help beside a list of names. */
const LONGEST = 160;

/** The project's compiler on some files, with what the environment declares. To be called from the project's root. */
export function cellChecker(paths: readonly string[]): ts.Program {
  const read = ts.readConfigFile("tsconfig.json", (path) => ts.sys.readFile(path));
  const config: unknown = read.config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  return ts.createProgram([...paths, ENVIRONMENT], options);
}

/** Reads the names from the project's own sources. To be called from the project's root. */
export function readNames(): Names {
  const program = cellChecker([MODEL]);
  const checker = program.getTypeChecker();
  const modules = new Map(
    checker
      .getAmbientModules()
      .map((symbol) => [symbol.name.slice(1, -1), symbol] as const)
      .filter(([name]) => /^(notebook|session\/\*|measurement\/\*)$/.test(name)),
  );
  const model = program.getSourceFile(MODEL);
  const symbol = model && checker.getSymbolAtLocation(model);
  if (!symbol || modules.size !== 3)
    throw new Error(
      `${MODEL}, ${ENVIRONMENT}: the modules that cells import were not found there.`,
    );

  const members = new Map<string, Name>();
  const exports: Record<string, Name[]> = {};
  for (const [module, declared] of [["time-wait", symbol] as const, ...modules])
    exports[module] = checker
      .getExportsOfModule(declared)
      .map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one))
      .map((one) => {
        for (const member of ownMembers(checker, typeOf(checker, one)))
          if (!members.has(member.name)) members.set(member.name, nameOf(checker, member));
        return nameOf(checker, one);
      });
  const recorded = sessionNames().map((name) => `session/${name}`);
  const measured = measurementNames().map((name) => `measurement/${name}`);
  return {
    modules: ["time-wait", "notebook", ...recorded, ...measured],
    exports,
    members: [...members.values()],
  };
}

const typeOf = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type =>
  symbol.flags & TYPE ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);

/** The members of a type, of each if it is one of several, that our own sources declare. */
const ownMembers = (checker: ts.TypeChecker, type: ts.Type): ts.Symbol[] =>
  (type.isUnion() ? type.types : [type])
    .flatMap((one) => checker.getPropertiesOfType(one))
    .filter(({ name, declarations = [] }) => {
      const file = declarations[0]?.getSourceFile().fileName ?? "/node_modules/";
      return !file.includes("/node_modules/") && /^[a-z]\w*$/i.test(name);
    });

/** What is known of a symbol. */
export function nameOf(checker: ts.TypeChecker, symbol: ts.Symbol): Name {
  const spelled = checker
    .typeToString(typeOf(checker, symbol), undefined, SPELLING)
    .replace(/\s+/g, " ");
  const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const [doc = ""] = comment
    .replace(/\s+/g, " ")
    .replaceAll("`", "")
    .split(/(?<=\.) (?=[A-Z])/, 1);
  const type = spelled.length > LONGEST ? `${spelled.slice(0, LONGEST - 1)}…` : spelled;
  const kind = kindOf(checker, symbol);
  return { name: symbol.name, kind, type: type === symbol.name ? "" : type, doc };
}

function kindOf(checker: ts.TypeChecker, symbol: ts.Symbol): Name["kind"] {
  if (symbol.flags & ts.SymbolFlags.Class) return "class";
  if (symbol.flags & TYPE) return "type";
  if (checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0) return "function";
  return symbol.flags & ts.SymbolFlags.Property ? "property" : "constant";
}
