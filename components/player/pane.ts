import "@xterm/xterm/css/xterm.css";
import { Terminal, type ITheme } from "@xterm/xterm";
import type { Columns, Reel } from "./reel.ts";

/** Width of a monospaced character, and height of a line, in font sizes; least and greatest size in px. */
const ASPECT = 0.602;
const LINE = 1.25;
const [LEAST, GREATEST] = [11, 13];

/** A terminal that shows a recording at any time: a real one, in the place of its still. */
export class Pane {
  readonly screen: HTMLElement;
  readonly #terminal: Terminal;
  readonly #reel: Reel;
  #wanted = 0;
  /** Whether it is being written to. */
  #busy = false;
  #closed = false;

  /**
   * @param screen where it stands; what stands there is hidden meanwhile
   * @param size of the terminal before anything is played
   * @param scrollback lines kept above the screen
   */
  constructor(screen: HTMLElement, reel: Reel, [cols, rows]: Columns, scrollback = 1000) {
    this.screen = screen;
    this.#reel = reel;
    this.#terminal = new Terminal({
      cols,
      rows,
      theme: themeOf(screen),
      lineHeight: LINE,
      fontSize: fontSize(screen, cols),
      fontFamily: getComputedStyle(screen).fontFamily,
      minimumContrastRatio: 4.5,
      disableStdin: true,
      cursorInactiveStyle: "block",
      scrollback,
    });
    screen.querySelector("pre")?.setAttribute("hidden", "");
    this.#terminal.open(screen);
    // Nothing can be typed: every key is left to the page, Tab above all.
    const textarea = screen.querySelector("textarea");
    if (textarea) Object.assign(textarea, { tabIndex: -1, readOnly: true });
    // Screen readers find the rows that are seen, told when they are asked for, and no field to type in.
    screen.querySelector(".xterm-helpers")?.setAttribute("aria-hidden", "true");
    screen.querySelector(".xterm-rows")?.removeAttribute("aria-hidden");
    this.#terminal.attachCustomKeyEventHandler(() => false);
  }

  /** Shows the recording as it was at a time (µs), whatever is shown now. Of several wishes the last counts. */
  show(at: number): void {
    this.#wanted = at;
    if (!this.#busy) this.#write();
  }

  #write(): void {
    const piece = this.#closed ? null : this.#reel.toward(this.#wanted);
    this.#busy = piece !== null;
    if (!piece) return;
    if (piece.size) this.#resize(piece.size);
    this.#terminal.write(piece.data, () => this.#write());
  }

  #resize([cols, rows]: Columns): void {
    if (cols === this.#terminal.cols && rows === this.#terminal.rows) return;
    this.#terminal.resize(cols, rows);
    this.fit();
  }

  /** Has this called whenever what is seen has changed. */
  onRender(listener: () => void): void {
    this.#terminal.onRender(listener);
  }

  /** Takes the letters' size from the room there is. */
  fit(): void {
    this.#terminal.options.fontSize = fontSize(this.screen, this.#terminal.cols);
  }

  /** Takes the page's colours. */
  repaint(): void {
    this.#terminal.options.theme = themeOf(this.screen);
  }

  /** Frees the terminal; the still comes back. */
  close(): void {
    this.#closed = true;
    this.#terminal.dispose();
    this.screen.querySelector("pre")?.removeAttribute("hidden");
  }
}

/** The size at which the recorded columns fit; never so small that it cannot be read. */
function fontSize(screen: HTMLElement, cols: number): number {
  const { paddingLeft, paddingRight } = getComputedStyle(screen);
  const room = screen.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  const fitting = room / (cols * ASPECT);
  return Math.max(LEAST, Math.min(GREATEST, Math.floor(fitting * 4) / 4));
}

function themeOf(screen: HTMLElement): ITheme {
  const foreground = getComputedStyle(screen).color;
  const background = getComputedStyle(screen.closest(".term") ?? screen).backgroundColor;
  return {
    foreground,
    background,
    cursor: foreground,
    cursorAccent: background,
    selectionBackground: foreground,
    selectionForeground: background,
  };
}
