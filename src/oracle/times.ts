import type { Case } from "./case.ts";

/** When the injector plays a step that names no time: ms after the state, and after the last step. */
const FIRST = 150;
const NEXT = 110;

/** When each step of a case is played, in ms since its state was reached. */
export function timesOf({ steps }: Case): number[] {
  let due = FIRST - NEXT;
  return steps.map(({ wait_ms = 0 }) => (due = Math.max(wait_ms, due + NEXT)));
}
