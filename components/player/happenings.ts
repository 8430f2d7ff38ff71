import type { Session } from "../../src/sessions/read.ts";
import { silencesBetween, type Silence } from "./silence.ts";

/**
 * The silences of a session: between its steps, packets, and what its ends print. What merely observes
 * breaks no silence, for `ss` prints each second whether or not anything happens.
 */
export function silencesOf({ file, casts, packets }: Session): Silence[] {
  const printed = file.terminals
    .filter(({ role }) => role !== "observer")
    .flatMap(({ id }) => casts.get(id)?.events ?? []);
  const happenings = [...file.steps, ...printed, ...packets].map(({ at }) => at);
  return silencesBetween(happenings, file.duration);
}
