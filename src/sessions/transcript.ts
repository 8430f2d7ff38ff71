import { MARK, plain } from "./ansi.ts";
import type { Session } from "./read.ts";
import { Screen } from "./screen.ts";

/** One piece of a terminal's transcript. */
export interface Entry {
  /** µs since the session began. */
  readonly at: number;
  /** `command`: what was typed; `output`: lines it printed; `screen`: a full screen it kept. */
  readonly kind: "command" | "output" | "screen";
  readonly text: string;
}

/** Switches to and from the alternate screen, which full-screen programs such as watch use. */
const ENTERS = "\x1b[?1049h";
const LEAVES = "\x1b[?1049l";

/**
 * What a terminal showed, as text: commands, what they printed line by line, and for full-screen
 * programs the screen at every step that changed it, and the last one.
 */
export async function transcriptOf(session: Session, terminal: string): Promise<Entry[]> {
  const { file, casts } = session;
  const cast = casts.get(terminal);
  if (!cast) return [];
  const entries: Entry[] = file.commands
    .filter((command) => command.terminal === terminal)
    .map(({ at, text }) => ({ at, kind: "command", text }));

  const screen = new Screen(cast.cols, cast.rows);
  const output = cast.events.filter(({ code }) => code === "o");
  const moments = [...file.steps.map(({ at }) => at), file.duration];
  let shown = "";
  let inOutput = false;
  let line = { at: 0, text: "" };
  const flush = () => {
    if (line.text.trim() !== "")
      entries.push({ at: line.at, kind: "output", text: line.text.trimEnd() });
    line = { at: 0, text: "" };
  };
  for (const { at, data } of output) {
    while (moments[0] !== undefined && moments[0] < at) keepScreen(moments.shift() ?? 0);
    if (data.includes(LEAVES)) keepScreen(at);
    const wasFullScreen = screen.isFullScreen();
    await screen.write(data);
    for (const piece of pieces(data)) {
      if (piece.mark === "C") inOutput = true;
      else if (piece.mark === "D") {
        flush();
        inOutput = false;
      }
      if (!inOutput || wasFullScreen || screen.isFullScreen() || data.includes(ENTERS)) continue;
      for (const [index, text] of plain(piece.text).split("\n").entries()) {
        if (index > 0) flush();
        if (text !== "") line = { at: line.text === "" ? at : line.at, text: line.text + text };
      }
    }
  }
  screen.dispose();
  return entries.toSorted((a, b) => a.at - b.at);

  function keepScreen(at: number): void {
    if (!screen.isFullScreen()) return;
    const text = screen.text().trimEnd();
    if (text !== shown && text !== "") entries.push({ at, kind: "screen", text });
    shown = text;
  }
}

/** Output cut at the shell's marks: each piece with the mark before it. */
function pieces(data: string): { mark: string | null; text: string }[] {
  const found: { mark: string | null; text: string }[] = [];
  let from = 0;
  let mark: string | null = null;
  for (const match of data.matchAll(MARK)) {
    found.push({ mark, text: data.slice(from, match.index) });
    mark = match[1] ?? null;
    from = match.index + match[0].length;
  }
  return [...found, { mark, text: data.slice(from) }];
}

/** The visible rows of every terminal at a time, by terminal id. */
export async function framesAt({ casts }: Session, at: number): Promise<Map<string, string[]>> {
  const frames = new Map<string, string[]>();
  for (const [id, { cols, rows, events }] of casts) {
    const screen = new Screen(cols, rows);
    const data = events.filter((event) => event.code === "o" && event.at <= at);
    await screen.write(data.map((event) => event.data).join(""));
    frames.set(id, screen.rows());
    screen.dispose();
  }
  return frames;
}
