import { z } from "astro/zod";
import { bilingual, id } from "../sessions/schema.ts";

/** A statement that a reader may cite: content/claims/<id>.yaml. The id never changes. */
export const claimSchema = z.strictObject({
  says: bilingual.describe("one sentence; `code` in backquotes"),
  chapter: z.string().describe("slug of the chapter that shows it"),
  limits: bilingual.optional().describe("where it does not hold, or what it does not say"),
  clause: z
    .string()
    .optional()
    .describe("id of a sentence in content/rfc, such as rfc6455-7.1.1-s2"),
  kernel: z
    .strictObject({ function: z.string(), file: z.string() })
    .optional()
    .describe("where the kernel decides it"),
  evidence: z
    .array(
      z.strictObject({
        session: id,
        step: id,
        checks: z.array(id).min(1).describe("the session's checks that show it"),
      }),
    )
    .min(1),
  tests: z.array(z.string()).default([]).describe("paths of tests that hold the model to it"),
});
