import type { Trace, TraceEvent } from "../../src/sessions/trace.ts";
import type { Side, State } from "../../src/sessions/states.ts";

/** The measures of one of the ladder's sizes, in px. */
export interface Size {
  readonly width: number;
  /** Where the lifelines stand. */
  readonly x: Readonly<Record<Side, number>>;
  /** Height of the head, and of the room for a packet; how far a segment falls on its way. */
  readonly head: number;
  readonly row: number;
  readonly fall: number;
  /** Whether numbers, times, states and notes have columns of their own. */
  readonly columns: boolean;
}

/** The whole page's width, half of it, a phone's. */
export const SIZES = {
  wide: {
    width: 1200,
    x: { client: 300, server: 894 },
    head: 72,
    row: 46,
    fall: 14,
    columns: true,
  },
  half: { width: 600, x: { client: 30, server: 570 }, head: 58, row: 52, fall: 11, columns: false },
  narrow: {
    width: 350,
    x: { client: 22, server: 328 },
    head: 58,
    row: 52,
    fall: 11,
    columns: false,
  },
} as const satisfies Record<string, Size>;

/** Time in which nothing happened, drawn as a break. */
export interface Break {
  readonly y: number;
  /** µs */
  readonly lasted: number;
  /** Whether it ends with a call, whose time is only that of its command's end. */
  readonly rough: boolean;
}

/** An event with the height it leaves and arrives at; a call and a departure arrive nowhere. */
export interface Placed {
  readonly event: TraceEvent;
  readonly y: number;
  readonly arrival: number;
}

/** A stretch of a lifeline: no connection, some state, or TIME_WAIT. */
export interface Stretch {
  readonly side: Side;
  readonly kind: "none" | "live" | "time-wait";
  readonly from: number;
  readonly to: number;
  /** The time it covers, in µs; when the first one began may not be known, and the last one is open. */
  readonly began: number | null;
  readonly ended: number | null;
  /** Whether it goes on, a timer has ended it, or something else. */
  readonly end: "open" | "over" | "early";
  /** When, and at what height, the 60 s of a TIME_WAIT began anew. */
  readonly restarts: readonly { readonly at: number; readonly y: number }[];
}

export interface Layout {
  readonly placed: readonly Placed[];
  readonly breaks: readonly Break[];
  readonly stretches: readonly Stretch[];
  readonly height: number;
}

/** Silence from here on is drawn as a break, in µs. */
const SILENCE = 100_000;
const BREAK = 48;
/** Where TIME_WAIT waits for what comes next there is room for its name and the 60 s, with a break or without. */
const WAITING = 140;
/** Room at the foot for the name of a TIME_WAIT that goes on. */
const FOOT = 20;

/** Whether an event is what a TIME_WAIT was waiting for: a SYN or a connect() on its four-tuple. */
export const meetsTimeWait = (event: TraceEvent): boolean =>
  event.kind === "call" || (event.kind === "packet" && (event.verdict !== null || event.reuses));

const kindOf = (state: State): Stretch["kind"] => {
  if (state === "TIME-WAIT") return "time-wait";
  return state === "CLOSED" || state === "LISTEN" ? "none" : "live";
};

/** Where time is to scale, px for a millisecond; what is closer together than a row is set apart all the same. */
export const SCALE = 4;

/**
 * Heights for everything in a trace; silence is broken.
 * @param toScale whether what is not broken has a length that is its time's
 */
export function layOut(trace: Trace, size: Size, toScale = false): Layout {
  const { events, start } = trace;
  const placed: Placed[] = [];
  const breaks: Break[] = [];
  let y = size.head;
  let last = events[0]?.at ?? 0;
  /** Whether a TIME_WAIT waits for whom it has not met yet. */
  let waits = Object.values(start).includes("TIME-WAIT");
  for (const event of events) {
    const lasted = event.at - last;
    const meets = meetsTimeWait(event);
    if (lasted >= SILENCE) {
      breaks.push({ y: y - (size.row - size.fall) / 2 + 22, lasted, rough: event.kind === "call" });
      y += meets ? WAITING : BREAK;
    } else {
      if (waits && meets) y += WAITING - BREAK;
      if (toScale) y += Math.max(0, Math.round((lasted / 1000) * SCALE - size.row));
    }
    placed.push({ event, y, arrival: y + size.fall });
    y += size.row;
    last = event.kind === "fold" ? event.until : event.at;
    const begins = "becomes" in event && Object.values(event.becomes).includes("TIME-WAIT");
    waits = begins || (event.kind === "packet" && event.restarts) || (waits && !meets);
  }
  const stretches = (height: number) => stretchesOf(placed, trace, height);
  const goesOn = stretches(y).some(({ kind, ended }) => kind === "time-wait" && ended === null);
  const height = y + (goesOn && !size.columns ? FOOT : 4);
  return { placed, breaks, height, stretches: stretches(height) };
}

function stretchesOf(
  placed: readonly Placed[],
  { start, since = {} }: Trace,
  height: number,
): Stretch[] {
  return (["client", "server"] as const).flatMap((side) => {
    const stretches: Stretch[] = [];
    const begin = (state: State, from: number, began: number | null) => ({
      kind: kindOf(state),
      from,
      began,
      restarts: [] as { at: number; y: number }[],
    });
    let open = begin(start[side], 32, since[side] ?? null);
    for (const { event, y, arrival } of placed) {
      if (event.kind === "packet" && event.restarts && event.from !== side)
        open.restarts.push({ at: event.at, y: arrival });
      const state = "becomes" in event ? event.becomes[side] : undefined;
      if (state === undefined || kindOf(state) === open.kind) continue;
      const at = event.from === side ? y : arrival;
      const end = event.kind === "timeout" ? "over" : "early";
      stretches.push({ side, ...open, to: at, ended: event.at, end });
      open = begin(state, at, event.at);
    }
    return [...stretches, { side, ...open, to: height, ended: null, end: "open" as const }];
  });
}
