import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { RangeSetBuilder, type Extension } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { roleNames } from "./roles.ts";

/** Code is set in ink: keywords bold, comments grey. */
const ink = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    fontWeight: "700",
  },
  {
    tag: [tags.operatorKeyword, tags.modifier, tags.self, tags.null, tags.bool],
    fontWeight: "700",
  },
  { tag: tags.comment, color: "var(--ink-2)" },
]);

const marks = {
  c: Decoration.mark({ attributes: { style: "color: var(--client)" } }),
  s: Decoration.mark({ attributes: { style: "color: var(--server)" } }),
  tw: Decoration.mark({ attributes: { style: "color: var(--tw)" } }),
};

/** Names of roles in what is seen, but for those in strings and comments. */
function colour(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const tree = syntaxTree(view.state);
  for (const { from, to } of view.visibleRanges)
    for (const name of roleNames(view.state.sliceDoc(from, to))) {
      const node = tree.resolveInner(from + name.from, 1);
      if (/String|Comment/.test(node.name)) continue;
      builder.add(from + name.from, from + name.to, marks[name.role]);
    }
  return builder.finish();
}

const roles = ViewPlugin.fromClass(
  class {
    names: DecorationSet;
    constructor(view: EditorView) {
      this.names = colour(view);
    }
    update({ docChanged, viewportChanged, view, startState, state }: ViewUpdate) {
      if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state))
        this.names = colour(view);
    }
  },
  { decorations: ({ names }) => names },
);

const theme = EditorView.theme({
  "&": { color: "var(--ink)", fontSize: "var(--t-code)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "var(--lh-code)",
    fontVariantLigatures: "none",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem 0 0.8rem" },
  ".cm-gutters": { background: "var(--paper-2)", color: "var(--ink-3)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.3rem", padding: "0" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    background: "none",
    outline: "1px solid var(--rule-2)",
  },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": {
    background: "none",
    textDecoration: "underline wavy",
  },
  ".cm-failed": { textDecoration: "underline 2px", textUnderlineOffset: "0.25em" },
  ".cm-gutterElement.cm-failed-number": { color: "var(--ink)", fontWeight: "700" },
  ".cm-failed-number::before": { content: '"✕ "' },
  ".cm-tooltip": {
    background: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--rule-2)",
    maxWidth: "min(36rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14em" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    background: "var(--ink)",
    color: "var(--paper)",
  },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit", opacity: "0.8" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionInfo": { font: "var(--t-note) / 1.45 var(--sans)", padding: "0.4rem 0.6rem" },
  "@media (pointer: coarse)": { "&": { fontSize: "1rem" } }, // else a phone zooms in
});

/** How code looks while it is edited: as it did before. */
export const looks: Extension = [theme, syntaxHighlighting(ink), roles];
