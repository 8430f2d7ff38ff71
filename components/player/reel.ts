import { RESET } from "./key-frame.ts";

export type Columns = readonly [cols: number, rows: number];

/** What a terminal printed, or the size it was given, in order of time (µs). */
export type Output = readonly (readonly [at: number, data: string, size?: Columns])[];

/** A screen to begin from, after so many entries of the output. */
export interface KeyFrame {
  readonly after: number;
  readonly size: Columns;
  readonly text: string;
}

/** What to do to a terminal: give it a size, where there is one, then write. */
export interface Piece {
  readonly size?: Columns;
  readonly data: string;
}

/** As much is written at a time, in characters: some milliseconds of work. */
const MOST = 1 << 18;

/** Leads a terminal to any moment of a recording, by the shortest way. */
export class Reel {
  readonly #output: Output;
  readonly #begin: KeyFrame;
  readonly #frames: readonly KeyFrame[];
  /** How much was written before each entry. */
  readonly #before: Float64Array;
  #given = 0;

  /** @param frames in order; there may come more while the reel is in use */
  constructor(output: Output, size: Columns, frames: readonly KeyFrame[] = []) {
    this.#output = output;
    this.#begin = { after: 0, size, text: RESET };
    this.#frames = frames;
    this.#before = new Float64Array(output.length + 1);
    for (const [index, [, data]] of output.entries())
      this.#before[index + 1] = this.#written(index) + data.length;
  }

  /** The next thing to do to the terminal on its way to a time (µs); null when it is there. */
  toward(at: number): Piece | null {
    const target = firstAfter(this.#output, at);
    const frame = this.#frames.findLast(({ after }) => after <= target) ?? this.#begin;
    if (target < this.#given || this.#isShorter(frame)) {
      this.#given = frame.after;
      return { size: frame.size, ...this.#gather(target, frame.text) };
    }
    if (target === this.#given) return null;
    const [, data, size] = this.#output[this.#given] ?? [0, ""];
    if (!size) return this.#gather(target, "");
    this.#given++;
    return { size, ...this.#gather(target, data) };
  }

  /** Takes what is to be written up to an entry, to a change of size, or to what is enough at a time. */
  #gather(target: number, begun: string): Piece {
    let data = begun;
    for (; this.#given < target && data.length < MOST; this.#given++) {
      const [, text, size] = this.#output[this.#given] ?? [0, ""];
      if (size) break;
      data += text;
    }
    return { data };
  }

  /** Whether a key frame leads there with less to be written than going on. */
  #isShorter({ after, text }: KeyFrame): boolean {
    return after > this.#given && this.#written(this.#given) + text.length < this.#written(after);
  }

  #written(index: number): number {
    return this.#before[index] ?? 0;
  }
}

/** The number of entries up to a time. */
function firstAfter(output: Output, at: number): number {
  let [low, high] = [0, output.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((output[middle]?.[0] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
