import { part } from "../store/store.ts";

/** The speeds on offer. */
export const RATES = [0.25, 0.5, 1, 2, 4, 8];

/** How a reader likes to watch, in every player. */
export interface Habits {
  readonly rate: number;
  /** Whether silences are shortened. */
  readonly skip: boolean;
}

function parse(data: unknown): Habits | null {
  const { rate, skip } = (data ?? {}) as Partial<Record<keyof Habits, unknown>>;
  return typeof rate === "number" && RATES.includes(rate) && typeof skip === "boolean"
    ? { rate, skip }
    : null;
}

export const habits = part<Habits>("player", {
  version: 1,
  fallback: { rate: 1, skip: false },
  parse,
});
