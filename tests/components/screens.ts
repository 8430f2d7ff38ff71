import headless from "@xterm/headless";
import { makeKeyFrames } from "../../components/player/key-frames.ts";
import type { Columns, KeyFrame, Output, Piece, Reel } from "../../components/player/reel.ts";

const { Terminal } = headless; // a CommonJS module without named exports
export type Terminal = InstanceType<typeof Terminal>;

export const terminal = ([cols, rows]: Columns, scrollback = 1000): Terminal =>
  new Terminal({ cols, rows, scrollback, allowProposedApi: true });

/** Resolves when the piece has taken effect. */
export function apply(terminal: Terminal, { size, data }: Piece): Promise<void> {
  if (size) terminal.resize(size[0], size[1]);
  return new Promise((resolve) => terminal.write(data, resolve));
}

/** The key frames of an output, so many characters apart. */
export async function framesOf(
  output: Output,
  size: Columns,
  every: number,
  scrollback?: number,
): Promise<KeyFrame[]> {
  const frames: KeyFrame[] = [];
  const screen = terminal(size, scrollback);
  await makeKeyFrames(output, screen, every, frames);
  screen.dispose();
  return frames;
}

/** What is seen when a reel has led a terminal to a time. */
export async function lead(screen: Terminal, reel: Reel, at: number): Promise<string> {
  for (let piece = reel.toward(at); piece; piece = reel.toward(at)) await apply(screen, piece);
  return seen(screen);
}

/** The same every time: each item once, neighbours seldom together. */
export const shuffled = <T>(items: readonly T[]): T[] =>
  items.map((_, index) => items[(index * 7 + 3) % items.length] as T);

/** What of a cell xterm's public face does not tell. */
interface Extended {
  getUnderlineStyle(): number;
  getUnderlineColorMode(): number;
  getUnderlineColor(): number;
}

/** All that is seen of a terminal: every cell with its look, the cursor, the size. */
export function seen(terminal: Terminal): string {
  const { buffer, cols, rows } = terminal;
  const { active } = buffer;
  const cell = active.getNullCell();
  const lines = [`${cols}x${rows} ${active.cursorX},${active.cursorY}`];
  for (let y = 0; y < rows; y++) {
    const line = active.getLine(active.baseY + y);
    let text = "";
    for (let x = 0; x < cols; x++) {
      const one = line?.getCell(x, cell);
      if (!one) continue;
      const look = one as typeof one & Extended;
      text += `${one.getChars()}\t${one.getWidth()}`;
      if (one.isAttributeDefault() && !look.getUnderlineStyle()) continue;
      text += [
        one.getFgColorMode() + one.getFgColor(),
        one.getBgColorMode() + one.getBgColor(),
        one.isBold(),
        one.isDim(),
        one.isItalic(),
        one.isBlink(),
        one.isInverse(),
        one.isInvisible(),
        one.isStrikethrough(),
        one.isOverline(),
        look.getUnderlineStyle(),
        look.getUnderlineColorMode(),
        look.getUnderlineColor(),
      ].join(",");
    }
    lines.push(text);
  }
  return lines.join("\n");
}
