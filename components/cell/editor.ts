import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import {
  history,
  historyKeymap,
  indentWithTab,
  standardKeymap,
  toggleComment,
} from "@codemirror/commands";
import { localCompletionSource, typescriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  gutterLineClass,
  GutterMarker,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { completeNames } from "./completion.ts";
import { looks } from "./editor-looks.ts";

/** What an editor says, in the page's language. */
export interface EditorWords {
  /** How the keyboard leaves it: Tab indents here, until Esc was pressed. */
  readonly leave: string;
  /** CodeMirror's own phrases, by its English ones. */
  readonly phrases?: Readonly<Record<string, string>>;
}

export interface EditorOptions {
  readonly doc: string;
  /** What it is called. */
  readonly label: string;
  readonly words: EditorWords;
  /** Hears of each change with the whole text; not of those made by `set`. */
  readonly onChange?: (text: string) => void;
  /** Ctrl-Enter, or ⌘-Enter. */
  readonly onRun?: () => void;
}

export interface Editor {
  text(): string;
  /** Replaces the text; it can be undone. */
  set(text: string): void;
  /** Marks lines, counted from 1, as those that failed, in the gutter and in the text; none unmarks. */
  markLines(lines: readonly number[]): void;
  focus(): void;
  destroy(): void;
}

/** How long Esc lasts, in ms: as long as a reader may need to find the Tab key. */
const LEAVING = 600_000;

/**
 * An editor for TypeScript inside a host element, in a shadow root of its own: there it brings its
 * styles without a style element. It takes colours and sizes from the page's tokens.
 */
export function openEditor(host: HTMLElement, options: EditorOptions): Editor {
  const { doc, label, words, onChange, onRun } = options;
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const hint = document.createElement("p");
  hint.id = "leave";
  hint.textContent = words.leave;
  hint.style.cssText =
    "margin: 0; padding: 0.4rem 0.8rem; font: var(--t-note) / 1.4 var(--sans); color: var(--ink-2); border-top: 1px solid var(--rule)";
  let quiet = false;
  const state = EditorState.create({
    doc,
    extensions: [
      EditorState.phrases.of(words.phrases ?? {}),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-describedby": hint.id,
        tabindex: "0", // said, not only so: what scrolls must hold something that takes the focus
      }),
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: [completeNames, localCompletionSource], icons: false }),
      typescriptLanguage,
      failedLines,
      looks,
      leaveOnEscape,
      keymap.of([
        {
          key: "Mod-Enter",
          run: () => {
            onRun?.();
            return onRun !== undefined;
          },
        },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...historyKeymap,
        indentWithTab,
        { key: "Mod-/", run: toggleComment },
        ...standardKeymap,
      ]),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged && !quiet) onChange?.(state.doc.toString());
      }),
    ],
  });
  const view = new EditorView({ state, parent: root, root });
  root.append(hint);
  return {
    text: () => view.state.doc.toString(),
    set: (text) => {
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      quiet = false;
    },
    markLines: (lines) => view.dispatch({ effects: mark.of(lines) }),
    focus: () => view.focus(),
    destroy: () => {
      view.destroy();
      hint.remove();
    },
  };
}

/** Esc lets Tab leave until another key is pressed; CodeMirror's own two seconds are too few. */
const leaveOnEscape = EditorView.domEventObservers({
  keydown: ({ key }, view) => {
    if (key === "Escape") queueMicrotask(() => view.setTabFocusMode(LEAVING));
  },
});

const mark = StateEffect.define<readonly number[]>();
const failedLine = Decoration.line({ class: "cm-failed" });
const failedNumber = new (class extends GutterMarker {
  override elementClass = "cm-failed-number";
})();

/** The lines that failed; a change in the text unmarks them. */
const failedLines = StateField.define<readonly number[]>({
  create: () => [],
  update: (lines, { effects, docChanged }) =>
    effects.find((effect) => effect.is(mark))?.value ?? (docChanged ? [] : lines),
  provide: (field) => {
    const starts = (state: EditorState) =>
      state
        .field(field)
        .filter((line) => line >= 1 && line <= state.doc.lines)
        .toSorted((a, b) => a - b)
        .map((line) => state.doc.line(line).from);
    return [
      EditorView.decorations.compute([field], (state) =>
        Decoration.set(starts(state).map((from) => failedLine.range(from))),
      ),
      gutterLineClass.compute([field], (state) =>
        RangeSet.of(starts(state).map((from) => failedNumber.range(from))),
      ),
    ];
  },
});
