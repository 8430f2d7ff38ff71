import { readCast } from "./cast-reader.ts";
import { SessionError } from "./error.ts";

/** The kinds of asciicast v3 events: output, input, marker, resize, exit. */
export type CastCode = "o" | "i" | "m" | "r" | "x";

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
 * Reads an asciicast v3 file of ours.
 * Throws a SessionError with the line, the column and the reason when the text is anything else.
 */
export function parseCast(text: string, file: string): Cast {
  const { version, cols, rows, timestamp, title, events } = finish(readCast(text, file, true));
  if (version !== 3) throw new SessionError(file, "line 1, column 1", "not an asciicast v3 header");
  return { cols, rows, timestamp, title, events };
}

/** What a generator returns, all its pauses passed over. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
