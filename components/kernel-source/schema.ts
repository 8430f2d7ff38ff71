import { z } from "zod";
import { bilingual } from "../../src/sessions/schema.ts";

/** A condition in a line of C, and what the model calls it where that is shorter. */
const condition = z.union([
  z.string().transform((code) => ({ code, model: code })),
  z.strictObject({ code: z.string(), model: z.string() }),
]);

const line = z.strictObject({
  code: z.string().describe("as it stands in the source, tabs as tabs"),
  tests: z.array(condition).default([]).describe("the conditions in it, in their order"),
  within: z.number().int().nonnegative().default(0).describe("how many ifs it is inside of"),
  returns: z.literal(true).optional().describe("control leaves the function here"),
  note: bilingual.optional(),
});

/**
 * Some lines of the kernel's source, annotated: content/kernel/<id>.yaml. At most ten lines, but for
 * what the article quotes; the kernel's source is under GPL-2.0.
 */
export const kernelSchema = z
  .strictObject({
    release: z.string().describe("of the kernel, such as 3.10 or 6.1.192"),
    file: z.string(),
    function: z.string().describe("without parentheses"),
    taken: bilingual.describe("where these lines were taken from"),
    article: z.literal(true).optional().describe("quoted by the article"),
    line: z.number().int().positive().optional().describe("the number of the first line there"),
    lines: z.array(line).min(1),
    twin: z
      .strictObject({
        file: z.string(),
        from: z.string().describe("what the first line begins with"),
        to: z.string().describe("what the last line begins with"),
      })
      .optional()
      .describe("the same conditions in the model"),
  })
  .refine(({ article, lines }) => article || lines.length <= 10, {
    error: "quote at most ten lines of kernel source",
  });

export type Excerpt = z.output<typeof kernelSchema>;
export type Line = Excerpt["lines"][number];
