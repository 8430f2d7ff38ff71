import { z } from "astro/zod";

/** One RFC and the sentences quoted from it: content/rfc/rfc6455.yaml. */
export const rfcSchema = z.strictObject({
  number: z.number().int().positive(),
  title: z.string(),
  year: z.number().int(),
  sections: z.array(
    z.strictObject({
      section: z.string().describe("such as 7.1.1"),
      title: z.string(),
      sentences: z.array(
        z.strictObject({
          id: z.string().regex(/^rfc\d+-[0-9.]+-s\d+$/),
          text: z.string().describe("the exact words; line breaks of the RFC do not count"),
        }),
      ),
    }),
  ),
});
