import { readFileSync } from "node:fs";
import { z } from "astro/zod";
import {
  caseSchema,
  parseLines,
  resultSchema,
  type Case,
  type Result,
} from "../../src/oracle/case.ts";
import { recorded } from "../../src/oracle/recorded.ts";
import { byAge } from "../../src/sessions/kernels.ts";
import { add, diff } from "../../src/model/index.ts";
import type { Asked } from "./asked.ts";

/** A SYN that was sent to a TIME_WAIT of every kernel, and what all of them answered. */
export interface RecordedSyn {
  readonly id: string;
  /** Whether the old connection had timestamps. */
  readonly timestamps: boolean;
  /** What the kernel had kept of it, and the SYN, in absolute numbers. */
  readonly rcvNxt: number;
  readonly tsRecent: number;
  readonly seq: number;
  /** Null where the SYN had no timestamp. */
  readonly tsval: number | null;
  readonly did: "SYN-ACK" | "ACK";
  readonly kernels: readonly string[];
}

/** The order in which SYNs are asked: plain ones first, then the edges. */
const OFFSETS = [1000, -1000, 1, -1, 0, 65_535, 2 ** 31 - 1, -(2 ** 31) + 1, -(2 ** 31)];
const STAMPS = [null, 1, -1, 0, 100_000, -100_000, 2 ** 31 - 1, -(2 ** 31)];

/** Numbers and clocks that wrap just there: asked apart, each kernel's answer beside the case. */
const WRAPPED = "content/measurements/oracle/wrapped.jsonl";
const line = z.strictObject({ kernel: z.string(), case: caseSchema, result: resultSchema });

/** A case, and what kernels answered, by name. */
interface Answered {
  readonly one: Case;
  readonly answers: ReadonlyMap<string, Result>;
}

function publicCases(): Answered[] {
  const { cases, answers } = recorded();
  return [...cases.values()]
    .filter(({ id }) => /^tw\/(ts|nots)\/SYN\//.test(id))
    .map((one) => {
      const own = [...answers].flatMap(([kernel, all]) => {
        const result = all.get(one.id);
        return result ? [[kernel, result] as const] : [];
      });
      return { one, answers: new Map(own) };
    });
}

function wrappedCases(): Answered[] {
  const lines = parseLines(readFileSync(WRAPPED, "utf8"), line);
  return [...Map.groupBy(lines, (one) => one.case.id).values()].flatMap((same) => {
    const [first] = same;
    const answers = new Map(same.map(({ kernel, result }) => [kernel, result]));
    return first ? [{ one: first.case, answers }] : [];
  });
}

/**
 * The recorded SYNs, plain ones first, those of wrapping numbers last. To be called from the
 * project's root. Throws an Error that names the case on which kernels disagree.
 */
export function recordedSyns(): RecordedSyn[] {
  const known = publicCases().map(synOf);
  return [...known.toSorted((a, b) => rank(a) - rank(b)), ...wrappedCases().map(synOf)];
}

function synOf({ one, answers }: Answered): RecordedSyn {
  const kernels = [...answers.keys()].toSorted(byAge);
  const reactions = kernels.map((kernel) => answers.get(kernel)?.steps[0]?.reaction);
  const [did] = reactions;
  if ((did !== "SYN-ACK" && did !== "ACK") || reactions.some((other) => other !== did))
    throw new Error(`${one.id}: kernels answered ${reactions.join(", ")}.`);
  return { ...numbersOf(one), did, kernels };
}

function numbersOf({ id, steps, ts, isn, tsval: tsRecent, data }: Case) {
  const { seq, tsval } = steps[0]?.send ?? { seq: { off: 0 }, tsval: undefined };
  const rcvNxt = add(isn, data + 2); // its SYN and its FIN have a number each
  return {
    id,
    timestamps: ts,
    rcvNxt,
    tsRecent,
    seq: add(rcvNxt, seq.off),
    tsval: tsval ? add(tsRecent, tsval.off) : null,
  };
}

/** A SYN's numbers, told from what was kept: seq − rcv_nxt, TSval − ts_recent. */
export const synApart = ({
  seq,
  rcvNxt,
  tsval,
  tsRecent,
}: Omit<RecordedSyn, "did" | "kernels">) => ({
  seq: diff(seq, rcvNxt),
  tsval: tsval === null ? null : diff(tsval, tsRecent),
});

function rank(syn: RecordedSyn): number {
  const { seq, tsval } = synApart(syn);
  return STAMPS.indexOf(tsval) * OFFSETS.length + OFFSETS.indexOf(seq) + (syn.timestamps ? 0 : 0.5);
}

/** A recorded SYN as a question; what is given and what is wanted is the exercise's. */
export function askSyn(
  syn: RecordedSyn,
  { given, verdict }: Pick<Asked, "given" | "verdict">,
): Asked {
  const { id, did, kernels, timestamps } = syn;
  const { seq, tsval } = synApart(syn);
  return {
    id,
    given,
    verdict,
    did,
    kernels,
    apart: { "seq − rcv_nxt": seq, ...(tsval !== null && { "TSval − ts_recent": tsval }) },
    story: { kind: "syn", kernel: kernels.at(-1) ?? "", timestamps, seq, tsval },
  };
}
