import { readCast, sizeOf } from "../../src/sessions/cast-reader.ts";
import type { Columns, Output } from "./reel.ts";
import { silencesBetween, type Silence } from "./silence.ts";

/** A terminal's recording, as it is played. Times in µs. */
export interface Played {
  readonly title: string;
  readonly size: Columns;
  readonly duration: number;
  readonly output: Output;
  readonly chapters: readonly { readonly at: number; readonly title: string }[];
  /** The status with which the recorded program ended, where that was recorded. */
  readonly exit: string | null;
  readonly silences: readonly Silence[];
  /** Whether whoever recorded it wanted silences shortened. */
  readonly shortened: boolean;
}

/** As long (ms) may be worked at a time: half a frame. */
const SLICE = 8;

/**
 * Reads an asciicast, v2 or v3, in slices, so that the page goes on meanwhile.
 * Rejects with a SessionError that names file, line, column and reason where it is damaged.
 */
export async function readRecording(text: string, file: string): Promise<Played> {
  const { cols, rows, title, idleLimit, events } = await inSlices(readCast(text, file, false));
  const output = events.flatMap(({ at, code, data }): Output[number][] => {
    if (code === "o") return [[at, data]];
    const size = code === "r" ? sizeOf(data) : null;
    return size ? [[at, "", size]] : [];
  });
  const duration = events.at(-1)?.at ?? 0;
  return {
    title,
    size: [cols, rows],
    duration,
    output,
    chapters: events.flatMap(({ at, code, data }) => (code === "m" ? [{ at, title: data }] : [])),
    exit: events.findLast(({ code }) => code === "x")?.data ?? null,
    silences: silencesBetween(
      events.map(({ at }) => at),
      duration,
    ),
    shortened: idleLimit !== null,
  };
}

async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
