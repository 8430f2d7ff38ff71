import type { Outcome } from "./result.ts";
import { Refuted } from "./sentence.ts";

/** One thing that was recorded, and what has become of it here. */
export interface Line {
  /** The recorded check's id; `finding` for the finding. */
  readonly id: string;
  readonly verdict: "same" | "differs" | "not reached";
  readonly expected: string;
  /** What was found instead; null where nothing was. */
  readonly got: string | null;
  /** The id of the check that stands here in its place. */
  readonly instead?: string | undefined;
}

/** The id of the line about what an experiment found. */
export const FINDING = "finding";

/** Sets a played experiment beside a recorded one: a line for every check, and one for the finding. */
export function differences(recorded: Outcome, found: Outcome): Line[] {
  const has = ({ checks }: Outcome, id: string) => checks.find((check) => check.id === id);
  /** A check that is made in place of another stands where the other stood. */
  const others = found.checks.filter(({ id }) => !has(recorded, id));
  const lines = recorded.checks.map(({ id, title }): Line => {
    const here = has(found, id) ?? others.shift();
    const verdict = here?.id === id && here.title === title ? "same" : "differs";
    if (verdict === "same") return { id, verdict, expected: title, got: null };
    return { id, verdict, expected: title, got: here?.title ?? null, instead: here?.id };
  });
  const more = others.map(({ id, title }): Line => ({
    id,
    verdict: "differs",
    expected: "no such check",
    instead: id,
    got: title,
  }));
  return [...lines, ...more, ...finding(recorded, found.finding)];
}

/**
 * The same for an experiment that ended with a sentence. What was checked before the check that the
 * sentence tells of did hold; where it tells of none that was recorded, nothing is known.
 */
export function differencesAfter(recorded: Outcome, sentence: string): Line[] {
  const refuted = Refuted.in(sentence);
  const failed = recorded.checks.findIndex(({ id }) => id === refuted?.check);
  const lines = recorded.checks.map(({ id, title }, index): Line => {
    if (index < failed) return { id, verdict: "same", expected: title, got: null };
    return index === failed
      ? { id, verdict: "differs", expected: title, got: refuted?.found ?? null }
      : { id, verdict: "not reached", expected: title, got: null };
  });
  const unread: Line[] = recorded.finding
    ? [{ id: FINDING, verdict: "not reached", expected: recorded.finding, got: null }]
    : [];
  return [...lines, ...unread];
}

function finding({ finding: expected }: Outcome, got: string | null): Line[] {
  if (expected === null && got === null) return [];
  const same = expected === got;
  return [
    {
      id: FINDING,
      verdict: same ? "same" : "differs",
      expected: expected ?? "no finding",
      got: same ? null : got,
    },
  ];
}
