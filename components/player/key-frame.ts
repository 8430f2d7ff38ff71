import type { IBuffer, IBufferCell, Terminal as BrowserTerminal } from "@xterm/xterm";
import { PLAIN, sgr, type Look } from "./sgr.ts";

/** A terminal, with a window or without. */
type Terminal = Pick<BrowserTerminal, "cols" | "rows" | "buffer">;

/**
 * Makes a terminal as new, but for its size. RIS alone leaves a hidden cursor, and line feeds that
 * return. As data, so that it takes its turn behind what is still being written.
 */
export const RESET = "\x1bc\x1b[?25h\x1b[20l";

/** One of xterm's two buffers, as far as its public face does not tell; `savedY` counts from the first line kept. */
interface Inner {
  readonly x: number;
  readonly y: number;
  readonly ybase: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly savedX: number;
  readonly savedY: number;
  readonly savedCurAttrData: Look;
  readonly savedCharset: unknown;
  readonly tabs: Readonly<Record<number, boolean | undefined>>;
}

type Cell = IBufferCell & Look;

/** What is read of xterm's inside: its public face tells of the cells, not of what output goes by. */
interface Inside {
  readonly coreService: {
    readonly isCursorHidden: boolean;
    readonly modes: { readonly insertMode: boolean };
    readonly decPrivateModes: {
      readonly origin: boolean;
      readonly wraparound: boolean;
      readonly reverseWraparound: boolean;
      readonly synchronizedOutput: boolean;
      readonly cursorStyle?: "block" | "underline" | "bar";
      readonly cursorBlink?: boolean;
    };
  };
  readonly optionsService: { readonly rawOptions: { readonly convertEol: boolean } };
  readonly _charsetService: { readonly glevel: number; readonly charset: unknown };
  readonly _bufferService: {
    readonly buffers: { readonly normal: Inner; readonly alt: Inner; readonly active: Inner };
  };
  readonly _inputHandler: {
    readonly _curAttrData: Look;
    readonly _parser: { readonly currentState: number; readonly precedingJoinState: number };
  };
}

/** What begins so joins nothing before it, and repeats nothing (CSI b). */
const ALONE = /^(?:[\x07-\r -~]|\x1b(?!\[?\d*(?:b|$))|$)/;
/** The second half of a character whose first half was written. */
const HALF = /^[\udc00-\udfff]/;
/** The look of an erased cell: nothing but a background (half of a wide character may be left with more). */
const ERASED = /^\x1b\[0(?:;(?:4\d|10\d|48;[\d;]+))?m$/;
const TAB = 8;
const SHAPES = { block: 1, underline: 3, bar: 5 };
const ALT = ["\x1b[m\x1b[?47h", "\x1b[?47l"] as const;
const to = (x: number, y: number) => `\x1b[${y + 1};${x + 1}H`;

/**
 * A key frame: text after which a terminal of the same size, whatever it showed, has this one's screen
 * and all that further output goes by (cursor, colours, margins, modes). Scrollback is left behind.
 * Null where text cannot say it: within a sequence, or under another character set or other tabs.
 * @param next what is written after it: a joining character would look for the one before
 */
export function keyFrame(terminal: Terminal, next = ""): string | null {
  const inside = (terminal as unknown as { _core: Inside })._core;
  const { modes, decPrivateModes, isCursorHidden } = inside.coreService;
  const { normal, alt, active } = inside._bufferService.buffers;
  const { _curAttrData: look, _parser: parser } = inside._inputHandler;
  const joins = parser.precedingJoinState !== 0 && !ALONE.test(next);
  if (
    parser.currentState !== 0 ||
    HALF.test(next) ||
    joins ||
    inside._charsetService.glevel !== 0 ||
    inside._charsetService.charset !== undefined ||
    inside.optionsService.rawOptions.convertEol ||
    decPrivateModes.synchronizedOutput ||
    ![normal, alt].every((buffer) => isPlain(buffer, terminal.cols))
  )
    return null;
  const inAlt = active === alt;
  const screen = new Writer(terminal, inAlt ? "alternate" : "normal");
  const cursor = screen.cursor(active, decPrivateModes.origin);
  const [below, above] = inAlt
    ? [new Writer(terminal, "normal").buffer(normal), screen.buffer(alt)]
    : [screen.buffer(normal), ""];
  if (cursor === null || below === null || above === null) return null;
  const { cursorStyle, cursorBlink } = decPrivateModes;
  return [
    RESET,
    !inAlt && saved(alt) ? ALT.join(saved(alt)) + "\x1b[m" : "",
    below,
    inAlt ? ALT[0] + above : "",
    decPrivateModes.origin ? "\x1b[?6h" : "",
    cursor,
    sgr(look, true),
    modes.insertMode ? "\x1b[4h" : "",
    decPrivateModes.wraparound ? "" : "\x1b[?7l",
    decPrivateModes.reverseWraparound ? "\x1b[?45h" : "",
    isCursorHidden ? "\x1b[?25l" : "",
    cursorStyle ? `\x1b[${SHAPES[cursorStyle] + (cursorBlink === false ? 1 : 0)} q` : "",
  ].join("");
}

function isPlain({ tabs, savedX, savedCharset }: Inner, cols: number): boolean {
  if (savedCharset !== undefined || savedX >= cols) return false;
  for (let column = 0; column < cols; column++)
    if (Boolean(tabs[column]) !== (column % TAB === 0)) return false;
  return true;
}

/** What makes a buffer's saved cursor (DECSC). */
function saved({ savedX, savedY, ybase, savedCurAttrData }: Inner): string {
  const look = sgr(savedCurAttrData);
  if (savedX === 0 && savedY === 0 && look === PLAIN) return "";
  return `${to(savedX, Math.max(0, savedY - ybase))}${look}\x1b7`;
}

/** Says in text what stands in one of a terminal's buffers. */
class Writer {
  readonly #buffer: IBuffer;
  readonly #cols: number;
  readonly #rows: number;

  constructor({ buffer, cols, rows }: Terminal, which: "normal" | "alternate") {
    this.#buffer = buffer[which];
    this.#cols = cols;
    this.#rows = rows;
  }

  /** The visible rows, the margins, and the cursor that was saved; null where a cell cannot have come so. */
  buffer(inner: Inner): string | null {
    const rows: string[] = [];
    let full = false; // the row above was written to its end: a row that is its rest follows by itself
    for (let y = 0; y < this.#rows; y++) {
      const row = this.#row(y);
      if (!row) return null;
      rows.push(full && row.goesOn ? row.text : to(0, y) + row.text);
      full = row.full;
    }
    const { scrollTop, scrollBottom } = inner;
    const whole = scrollTop === 0 && scrollBottom === this.#rows - 1;
    return [...rows, whole ? "" : `\x1b[${scrollTop + 1};${scrollBottom + 1}r`, saved(inner)].join(
      "",
    );
  }

  #row(y: number): { text: string; full: boolean; goesOn: boolean } | null {
    const line = this.#buffer.getLine(this.#buffer.baseY + y);
    let text = "";
    let look = PLAIN;
    let blanks = 0;
    let full = false;
    for (let x = 0; line && x < this.#cols; x++) {
      const cell = line.getCell(x) as Cell | undefined;
      if (!cell || cell.getWidth() === 0) continue; // the right half of a wide one
      const wanted = sgr(cell);
      const chars = cell.getChars();
      if (chars === "" && !ERASED.test(wanted)) return null;
      if (blanks > 0 && (wanted !== look || chars !== "")) {
        text += blank(blanks, look);
        blanks = 0;
      }
      if (wanted !== look) text += wanted;
      look = wanted;
      if (chars === "") blanks++;
      else text += chars;
      full = chars !== "";
    }
    if (blanks > 0 && look !== PLAIN) text += blank(blanks, look);
    const first = line?.getCell(0)?.getChars();
    return { text: text + PLAIN, full, goesOn: line?.isWrapped === true && first !== "" };
  }

  /** Where the cursor stands. Behind the last column it has just written there; null where it cannot have. */
  cursor({ x, y, scrollTop }: Inner, origin: boolean): string | null {
    const row = y - (origin ? scrollTop : 0);
    if (row < 0) return null;
    if (x < this.#cols) return to(x, row);
    const line = this.#buffer.getLine(this.#buffer.baseY + y);
    const wide = line?.getCell(this.#cols - 1)?.getWidth() === 0;
    const at = this.#cols - (wide ? 2 : 1);
    const cell = line?.getCell(at) as Cell | undefined;
    if (!cell || cell.getChars() === "") return null;
    return to(at, row) + sgr(cell) + cell.getChars();
  }
}

/** Cells without a character: erased, so that they have the colour, and passed over. */
const blank = (count: number, look: string): string =>
  `${look === PLAIN ? "" : `\x1b[${count}X`}\x1b[${count}C`;
