/** A stretch in which nothing happens, in µs of the recording. */
export interface Silence {
  readonly from: number;
  readonly to: number;
}

/** A silence longer than this (µs) is shortened to it: time enough to see the clock run. */
export const LONGEST = 1_500_000;

/** The silences worth shortening between happenings (µs, in any order), from 0 to the end. */
export function silencesBetween(happenings: Iterable<number>, duration: number): Silence[] {
  const times = [0, ...Array.from(happenings).sort((a, b) => a - b), duration];
  return times.flatMap((from, index) => {
    const to = times[index + 1] ?? duration;
    return to - from > LONGEST ? [{ from, to }] : [];
  });
}

/** Recorded µs → µs of playing at 1×, each silence shortened. */
export function played(at: number, silences: readonly Silence[]): number {
  let saved = 0;
  for (const { from, to } of silences) {
    if (at <= from) break;
    saved += (Math.min(at, to) - from) * (1 - LONGEST / (to - from));
  }
  return at - saved;
}

/** The inverse of `played`. */
export function recorded(at: number, silences: readonly Silence[]): number {
  let saved = 0;
  for (const { from, to } of silences) {
    const begun = at + saved - from;
    if (begun <= 0) break;
    if (begun < LONGEST) return from + begun * ((to - from) / LONGEST);
    saved += to - from - LONGEST;
  }
  return at + saved;
}

/** Silences as an attribute's text, and back. */
export const writeSilences = (silences: readonly Silence[]): string =>
  silences.map(({ from, to }) => `${from}-${to}`).join(" ");
export const readSilences = (text: string): Silence[] =>
  Array.from(text.matchAll(/(\d+)-(\d+)/g), ([, from, to]) => ({
    from: Number(from),
    to: Number(to),
  }));
