import { globSync, readFileSync } from "node:fs";
import headless from "@xterm/headless";
import { formatCast, parseCast, type Cast, type CastEvent } from "../../src/sessions/cast.ts";

/** RIS of ECMA-48, for a recording may end in a full-screen program. */
const RESET = "\u001bc";

const SIZE = { cols: 160, rows: 24 };

/** What every session on this kernel has recorded, terminal by terminal. */
const recorded: readonly (readonly CastEvent[])[] = globSync("content/sessions/*/linux-6.18/*.cast")
  .sort()
  .map((file) => parseCast(readFileSync(file, "utf8"), file).events);

/**
 * One terminal that shows what recorded terminals printed, end to end, with a reset before each.
 * @param from which recorded terminal is the first
 * @param hurry how many times faster than recorded
 */
export function joined(seconds: number, from = 0, hurry = 1): Cast {
  const end = seconds * 1e6;
  const events: CastEvent[] = [];
  for (let begin = 0, next = from; begin < end; next++) {
    const part = (recorded[next % recorded.length] ?? []).filter(({ code }) => /[io]/.test(code));
    const first = part[0]?.at ?? 0; // nobody waits for the first prompt
    events.push({ at: begin, code: "o", data: RESET });
    for (const event of part)
      events.push({ ...event, at: begin + Math.round((event.at - first) / hurry) });
    begin = events.at(-1)?.at ?? end;
  }
  return {
    ...SIZE,
    timestamp: 0,
    title: `${seconds} s`,
    events: events.filter(({ at }) => at <= end),
  };
}

/** An hour, hurried until it has so many bytes. */
export function hour(bytes: number): { readonly cast: Cast; readonly hurry: number } {
  const one = formatCast(joined(3600)).length;
  const hurry = Math.ceil(bytes / one);
  return { cast: joined(3600, 0, hurry), hurry };
}

/** A moment of a recording, and what is seen then, without blanks: players place these in their own ways. */
export interface Moment {
  /** Seconds. */
  readonly at: number;
  readonly text: string;
}

/** What is seen at these moments (seconds), by a terminal that was told everything before. */
export async function moments(
  { cols, rows, events }: Cast,
  at: readonly number[],
): Promise<Moment[]> {
  const screen = new headless.Terminal({ cols, rows, scrollback: 0, allowProposedApi: true });
  const found = new Map<number, string>();
  let next = 0;
  for (const time of at.toSorted((a, b) => a - b)) {
    let data = "";
    for (; (events[next]?.at ?? Infinity) <= time * 1e6; next++)
      if (events[next]?.code === "o") data += events[next]?.data ?? "";
    await new Promise<void>((resolve) => screen.write(data, resolve));
    const { active } = screen.buffer;
    const lines = Array.from({ length: rows }, (_, y) => active.getLine(active.baseY + y));
    found.set(
      time,
      lines
        .map((line) => line?.translateToString() ?? "")
        .join("")
        .replace(/\s/g, ""),
    );
  }
  screen.dispose();
  return at.map((time) => ({ at: time, text: found.get(time) ?? "" }));
}

/**
 * Where to seek, in tenths of a second, for these are the slider's steps; the same every time. None
 * is in the first second, for theirs does not go to the very beginning. Each
 * shows something else than the one before.
 */
export async function places(cast: Cast, seconds: number, count: number): Promise<Moment[]> {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const at = Array.from(
    { length: count * 3 },
    () => Math.floor(10 + random() * (seconds - 1) * 10) / 10,
  );
  const all = await moments(cast, at);
  const kept: Moment[] = [];
  for (const one of all) if (one.text !== "" && one.text !== kept.at(-1)?.text) kept.push(one);
  return kept.slice(0, count);
}
