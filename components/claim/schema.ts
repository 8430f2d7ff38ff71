import { z } from "zod";
import { bilingual, id } from "../../src/sessions/schema.ts";

/** One of a thing, or a list of them. */
const some = <T extends z.ZodType>(one: T) =>
  z.union([one.transform((value) => [value]), z.array(one).min(1)]);

const kernel = some(z.string().regex(/^linux-\d+\.\d+$/)).optional();

const evidence = z.union([
  z
    .strictObject({
      session: id,
      step: id,
      checks: z.array(id).min(1).describe("the session's checks that show it"),
      kernel: kernel.describe("where only these show it; else every kernel that has the checks"),
    })
    .describe("a moment of a recorded session"),
  z
    .strictObject({ measurement: id, checks: z.array(id).min(1), kernel })
    .describe("a measurement's table"),
  z
    .strictObject({
      oracle: z
        .array(z.string())
        .min(1)
        .describe("ids of cases in content/measurements/oracle; * stands for anything"),
      verdict: z
        .string()
        .describe("the reaction to the last segment, or what the last connect() returned"),
      after: z.string().optional().describe("the state that is left, such as TIME_WAIT or none"),
      restarted: z.boolean().optional().describe("whether the 60 s were started again"),
      isn: z
        .enum(["continued", "fresh"])
        .optional()
        .describe("of the SYN-ACK: the old snd_nxt + 65,537, or not"),
      kernel,
    })
    .describe("single segments that a kernel was sent"),
  z
    .strictObject({
      source: z.strictObject({
        release: z.string().describe("such as 3.10"),
        file: z.string(),
        function: z.string(),
        says: bilingual,
      }),
    })
    .describe("a kernel's source, read and not run"),
]);

/** A statement that a reader may cite: content/claims/<id>.yaml. The id never changes. */
export const claimSchema = z.strictObject({
  says: bilingual.describe("one sentence; `code` in backquotes"),
  limits: bilingual.optional().describe("where it does not hold, or what it does not say"),
  refuted: bilingual.describe("what would refute it"),
  chapter: z.string().describe("slug of the chapter that shows it"),
  clause: some(z.string())
    .default([])
    .describe("ids of sentences in content/rfc, such as rfc6455-7.1.1-s2"),
  kernel: some(z.strictObject({ function: z.string(), file: z.string() }))
    .default([])
    .describe("where the kernel decides it"),
  evidence: z
    .array(evidence)
    .min(1)
    .refine((all) => all.some((one) => !("source" in one)), {
      error: "source that was read is no evidence of what a kernel does: add a recording",
    }),
  tests: z.array(z.string()).default([]).describe("paths of tests that hold the model to it"),
});

export type ClaimData = z.output<typeof claimSchema>;
export type Evidence = z.output<typeof evidence>;
