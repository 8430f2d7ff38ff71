import { SessionError } from "./error.ts";

/** The kinds of asciicast v3 events: output, input, marker, resize, exit. */
type CastCode = "o" | "i" | "m" | "r" | "x";

/** One event of a terminal, on the session's clock. */
export interface CastEvent {
  /** Microseconds since the session began. */
  readonly at: number;
  readonly code: CastCode;
  readonly data: string;
}

/** One terminal of a session. */
export interface Cast {
  readonly cols: number;
  readonly rows: number;
  /** Wall-clock start, in whole seconds since 1970. */
  readonly timestamp: number;
  readonly title: string;
  readonly events: readonly CastEvent[];
}

const CODES = new Set<unknown>(["o", "i", "m", "r", "x"]);
const TERM = "xterm-256color";

/**
 * An asciicast v3 file (docs.asciinema.org/manual/asciicast/v3). Intervals are written with six
 * decimals and computed from whole microseconds, so reading them back loses nothing.
 */
export function formatCast({ cols, rows, timestamp, title, events }: Cast): string {
  const header = { version: 3, term: { cols, rows, type: TERM }, timestamp, title };
  let last = 0;
  const lines = events.map(({ at, code, data }) => {
    const interval = ((at - last) / 1e6).toFixed(6);
    last = at;
    return `[${interval}, ${JSON.stringify(code)}, ${JSON.stringify(data)}]`;
  });
  return [JSON.stringify(header), ...lines, ""].join("\n");
}

/**
 * Reads an asciicast v3 file.
 * Throws a SessionError with the line and the reason when the text is anything else.
 */
export function parseCast(text: string, file: string): Cast {
  const lines = text.split("\n");
  const fail = (index: number, reason: string): never => {
    throw new SessionError(file, `line ${index + 1}`, reason);
  };
  const json = (line: string, index: number): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      return fail(index, "not JSON");
    }
  };

  const header = json(lines[0] ?? "", 0) as
    | (Partial<Cast> & {
        version?: unknown;
        term?: { cols?: unknown; rows?: unknown };
      })
    | null;
  if (header?.version !== 3) fail(0, "not an asciicast v3 header");
  const { cols, rows } = header?.term ?? {};
  if (!isSize(cols) || !isSize(rows)) return fail(0, "term.cols and term.rows must be above 0");

  let at = 0;
  const events: CastEvent[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === "" || line.startsWith("#")) continue;
    const event = json(line, index);
    if (!Array.isArray(event) || event.length !== 3)
      return fail(index, "not [interval, code, data]");
    const [interval, code, data] = event as unknown[];
    if (typeof interval !== "number" || !(interval >= 0)) return fail(index, "interval below 0");
    if (!CODES.has(code)) return fail(index, `unknown event code ${JSON.stringify(code)}`);
    if (typeof data !== "string") return fail(index, "data is not a string");
    at += Math.round(interval * 1e6);
    events.push({ at, code: code as CastCode, data });
  }
  return { cols, rows, timestamp: header?.timestamp ?? 0, title: header?.title ?? "", events };
}

const isSize = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
