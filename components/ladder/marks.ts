import type { Trace } from "../../src/sessions/trace.ts";
import { layOut, type Size } from "./layout.ts";

/**
 * Which height of a drawn ladder belongs to which time: `at:y` pairs, µs and px, in order. Between
 * two pairs the height goes with the time.
 */
export function marksOf(trace: Trace, size: Size): string {
  const { placed } = layOut(trace, size);
  return placed
    .flatMap(({ event, y, arrival }) => {
      const until = event.kind === "fold" ? event.until : event.at;
      return [`${event.at}:${y}`, `${until}:${arrival + 14}`];
    })
    .join(" ");
}

/** Just below the names of both ends. */
const HEAD = 34;

/** The height at a time; above the first packet there is only the head. */
export function heightAt(marks: string, at: number): number {
  let [beforeAt, beforeY] = [0, HEAD];
  for (const pair of marks.split(" ")) {
    const [markAt = 0, y = 0] = pair.split(":").map(Number);
    if (markAt > at)
      return beforeY + ((y - 24 - beforeY) * (at - beforeAt)) / Math.max(1, markAt - beforeAt);
    [beforeAt, beforeY] = [markAt, y];
  }
  return beforeY;
}
