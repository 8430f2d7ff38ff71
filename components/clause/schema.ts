import { z } from "zod";

/**
 * A quoted sentence's id: the RFC, the section, where the section is long a word for the place in it,
 * and which sentence: rfc6455-7.1.1-s4, rfc9293-3.10.7.4-syn-s2. An item of a list is s8.1.
 */
const sentenceId = z.string().regex(/^rfc\d+-[a-z0-9.]+(-[a-z0-9-]+)?-s\d+(\.\d+)?$/);

/** One RFC and the sentences quoted from it: content/rfc/rfc6455.yaml. */
export const rfcSchema = z.strictObject({
  number: z.number().int().positive(),
  title: z.string(),
  year: z.number().int(),
  sections: z.array(
    z.strictObject({
      section: z.string().describe("such as 7.1.1, or B.2 for one of an appendix"),
      title: z.string(),
      sentences: z.array(
        z.strictObject({
          id: sentenceId,
          under: z.string().optional().describe("the state it is said of, in the RFC's words"),
          text: z.string().describe("the exact words; line breaks of the RFC do not count"),
        }),
      ),
    }),
  ),
});
