import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { bilingual } from "../sessions/schema.ts";
import type { Comparison } from "./compare.ts";

/**
 * The part of content/claims/<id>.yaml that an experiment can try; components/claim/schema.ts has all
 * of it. Cases of the oracle and source that was read are evidence that no experiment repeats.
 */
const claimSchema = z.object({
  says: bilingual,
  evidence: z.array(
    z.object({
      session: z.string().optional(),
      measurement: z.string().optional(),
      checks: z.array(z.string()).default([]),
    }),
  ),
});

export interface Claim extends z.infer<typeof claimSchema> {
  readonly id: string;
}

/** Every claim in a folder, by id. */
export const readClaims = (folder: string): Claim[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({
      id: name.replace(/\.yaml$/, ""),
      ...claimSchema.parse(parse(readFileSync(join(folder, name), "utf8"))),
    }));

/** What has become of a claim on this machine. */
export interface Judgement {
  readonly claim: Claim;
  readonly verdict: "same" | "differs" | "not reached";
  /** What differs, was not reached or was not played; a sentence's end each. */
  readonly because: readonly string[];
}

/** A check that the recording set beside does not have: whether it was made here. */
function unrecorded(name: string, check: string, { lines }: Comparison) {
  const here = lines.some(({ instead }) => instead === check);
  return here
    ? { verdict: "differs" as const, because: [`${name}: shown here, not there: ${check}`] }
    : { verdict: "same" as const, because: [`${name}: shown neither here nor there: ${check}`] };
}

/**
 * Judges a claim by all the checks it rests on. Beside a kernel that does not show the claim, it is
 * the same when it is not shown here either.
 * @returns null when none of its experiments is among the compared
 */
export function judge(claim: Claim, comparisons: readonly Comparison[]): Judgement | null {
  const found = claim.evidence.flatMap((evidence) => {
    const name = evidence.session ?? evidence.measurement ?? "";
    const comparison = comparisons.find(({ experiment }) => experiment === name);
    if (!comparison) return [];
    if (comparison.lines.length === 0)
      return [{ verdict: "not reached" as const, because: [`${name}: ${comparison.which}`] }];
    return evidence.checks.map((check) => {
      const line = comparison.lines.find(({ id }) => id === check);
      if (!line) return unrecorded(name, check, comparison);
      const { verdict, expected, got, why } = line;
      if (verdict === "same") return { verdict, because: [] };
      const but = got === null ? "" : `; got ${got}${why ? ` (${why})` : ""}`;
      return { verdict, because: [`${name}, ${verdict}: expected ${expected}${but}`] };
    });
  });
  if (found.length === 0) return null;
  const verdicts = found.map(({ verdict }) => verdict);
  const worst = (["differs", "not reached"] as const).find((each) => verdicts.includes(each));
  return {
    claim,
    verdict: worst ?? "same",
    because: found.flatMap(({ because }) => because),
  };
}
