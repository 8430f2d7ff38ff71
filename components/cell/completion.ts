import {
  insertCompletionText,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import names from "virtual:cell-names";
import type { Name } from "../../src/notebook/names.ts";
import { importOf } from "./imports.ts";

const WORD = /^\w*$/;

const TYPES = { constant: "constant", property: "property", type: "type" } as const;

const completion = ({ name, kind, type, doc }: Name): Completion => ({
  label: name,
  type: kind in TYPES ? kind : "function",
  ...(type && { detail: type }),
  ...(doc && { info: doc }),
});

/** What any part of a cell can name; taking one imports it where it is not yet imported. */
const globals = ["time-wait", "notebook"].flatMap((module) =>
  (names.exports[module] ?? []).map((one) => ({ ...completion(one), apply: importing(module) })),
);
const members = names.members.map(completion);
const modules = names.modules.map((label): Completion => ({ label, type: "namespace" }));

/** The names that an import from a module can bring. */
const exportsOf = (module: string): readonly Name[] =>
  names.exports[module.replace(/\/.*/, "/*")] ?? [];

/**
 * Completes the names of the model, of `show` and of recordings: after a dot their members, in an
 * import what the module has, in its quotes the modules, elsewhere what can be imported.
 */
export function completeNames(context: CompletionContext): CompletionResult | null {
  const { state, pos, explicit } = context;
  const node = syntaxTree(state).resolveInner(pos, -1);
  const from = context.matchBefore(/\w+$/)?.from ?? pos;
  if (/Comment|Template|RegExp/.test(node.name)) return null;
  if (node.name === "String") {
    if (!/Import|Export/.test(node.parent?.name ?? "")) return null;
    return { from: node.from + 1, options: modules, validFor: /^[\w/.@-]*$/ };
  }
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.name !== "ImportDeclaration") continue;
    const [, module = ""] = /["']([^"']+)["']/.exec(state.sliceDoc(outer.from, outer.to)) ?? [];
    return { from, options: exportsOf(module).map(completion), validFor: WORD };
  }
  if (context.matchBefore(/\.\w*$/)) return { from, options: members, validFor: WORD };
  if (from === pos && !explicit) return null;
  return { from, options: globals, validFor: WORD };
}

/** Puts the name where it was asked for, and into the module's import. */
function importing(module: string) {
  return (view: EditorView, taken: Completion, from: number, to: number): void => {
    const name = taken.label;
    const insertion = insertCompletionText(view.state, name, from, to);
    const added = importOf(view.state.doc.toString(), module, name);
    view.dispatch(insertion, { annotations: pickedCompletion.of(taken) });
    if (added) view.dispatch({ changes: added });
  };
}
