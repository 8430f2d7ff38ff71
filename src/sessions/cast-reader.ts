import type { Cast, CastCode, CastEvent } from "./cast.ts";
import { SessionError } from "./error.ts";
import { itemsOf, jsonFault } from "./json-fault.ts";

/** A terminal as any program has recorded it. */
export interface Recording extends Cast {
  readonly version: 2 | 3;
  /** Silences were to be shortened to so many seconds; null where nothing was said of them. */
  readonly idleLimit: number | null;
}

const CODES = new Set<unknown>(["o", "i", "m", "r", "x"]);
/** A terminal that is larger would not be seen, and would take the page's time. */
const LARGEST = 1000;
/** As many characters are read between two pauses. */
const SLICE = 1 << 16;

/**
 * Reads an asciicast, v2 or v3 (docs.asciinema.org/manual/asciicast), and pauses now and then, so that
 * a long one can be read without holding up a page. v2 tells times from the start, v3 from the event
 * before; both become µs from the start, and none goes back. Of `r` events the data is `80x24`.
 * Throws a SessionError with the line, the column and the reason where the text is anything else.
 * @param known whether an event of an unknown kind is an error; else it is passed over
 */
export function* readCast(text: string, file: string, known: boolean): Generator<void, Recording> {
  const lines = new Lines(text, file);
  const header = headerOf(lines);
  const events: CastEvent[] = [];
  let at = 0;
  let pauseAt = SLICE;
  while (lines.next()) {
    if (lines.offset > pauseAt) {
      pauseAt = lines.offset + SLICE;
      yield;
    }
    if (lines.line === "" || (header.version === 3 && lines.line.startsWith("#"))) continue;
    const [time, code, data] = eventOf(lines, header.version);
    const told = Math.round(time * 1e6);
    at = header.version === 3 ? at + told : Math.max(at, told);
    if (CODES.has(code)) events.push({ at, code: code as CastCode, data });
    else if (known) lines.failAt(1, `unknown event code ${JSON.stringify(code)}`);
  }
  return { ...header, events };
}

function headerOf(lines: Lines): Omit<Recording, "events"> {
  lines.next();
  const header = lines.json() as Record<string, unknown> | null;
  const version = header?.version;
  if (header === null || (version !== 2 && version !== 3))
    return lines.fail(0, "not an asciicast v2 or v3 header");
  const term = (version === 3 ? header.term : header) as Record<string, unknown> | undefined;
  const [cols, rows] = version === 3 ? [term?.cols, term?.rows] : [term?.width, term?.height];
  if (!isSize(cols) || !isSize(rows))
    return lines.fail(
      Math.max(0, lines.line.indexOf(version === 3 ? '"term"' : '"width"')),
      `${version === 3 ? "term.cols and term.rows" : "width and height"} must be from 1 to ${LARGEST}`,
    );
  const { timestamp, title, idle_time_limit: limit } = header;
  return {
    version,
    cols,
    rows,
    timestamp: typeof timestamp === "number" ? timestamp : 0,
    title: typeof title === "string" ? title : "",
    idleLimit: typeof limit === "number" && limit > 0 ? limit : null,
  };
}

function eventOf(lines: Lines, version: 2 | 3): readonly [number, string, string] {
  const event = lines.json();
  const time = version === 3 ? "interval" : "time";
  if (!Array.isArray(event) || event.length !== 3)
    return lines.fail(0, `not [${time}, code, data]`);
  const [told, code, data] = event as unknown[];
  if (typeof told !== "number" || !(told >= 0)) return lines.failAt(0, `${time} below 0`);
  if (typeof code !== "string") return lines.failAt(1, "the event code is not a string");
  if (typeof data !== "string") return lines.failAt(2, "data is not a string");
  if (code === "r" && !sizeOf(data)) return lines.failAt(2, `not a size such as "80x24"`);
  return [told, code, data];
}

const isSize = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= LARGEST;

/** The columns and rows that an `r` event tells; null where it tells none. */
export function sizeOf(data: string): readonly [cols: number, rows: number] | null {
  const [, cols, rows] = /^(\d+)x(\d+)$/.exec(data)?.map(Number) ?? [];
  return isSize(cols) && isSize(rows) ? [cols, rows] : null;
}

/** A text's lines, one at a time, and what is wrong in one. */
class Lines {
  readonly #text: string;
  readonly #file: string;
  #number = 0;
  /** Where the next line begins. */
  offset = 0;
  line = "";

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  /** Goes to the next line; false when there is none. */
  next(): boolean {
    if (this.offset > this.#text.length) return false;
    const end = this.#text.indexOf("\n", this.offset);
    const line = this.#text.slice(this.offset, end < 0 ? undefined : end);
    this.line = line.endsWith("\r") ? line.slice(0, -1) : line;
    this.offset = end < 0 ? this.#text.length + 1 : end + 1;
    this.#number++;
    return true;
  }

  json(): unknown {
    try {
      return JSON.parse(this.line);
    } catch {
      return this.fail(jsonFault(this.line) ?? 0, "not JSON");
    }
  }

  fail(offset: number, reason: string): never {
    throw new SessionError(this.#file, `line ${this.#number}, column ${offset + 1}`, reason);
  }

  /** Fails at an item of the line's array. */
  failAt(item: number, reason: string): never {
    return this.fail(itemsOf(this.line)[item] ?? 0, reason);
  }
}
