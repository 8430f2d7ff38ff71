import { tenths } from "../lang.ts";
import type { Wait } from "./moving-ladder.ts";
import type { PlayerWords } from "./words.ts";

/** Hatches the side that holds TIME_WAIT at a time (µs) for as long as it does, and counts its 60 s. */
export function showWait(
  player: HTMLElement,
  waits: readonly Wait[],
  now: number,
  words: PlayerWords,
): void {
  for (const count of player.querySelectorAll<HTMLElement>(".holds")) {
    const wait = waits.find(
      ({ side, from, to }) =>
        side === count.dataset.side && from <= now && (to === null || now < to),
    );
    count.hidden = wait === undefined;
    count.closest(".term")?.classList.toggle("waits", wait !== undefined);
    const text = wait ? words.holds(tenths(now - wait.from)) : "";
    if (count.textContent !== text) count.textContent = text;
  }
}
