import { z } from "zod";
import { bilingual, id } from "../../src/sessions/schema.ts";

/** What a reference is, in the order in which lists have them. */
export const KINDS = ["standard", "kernel", "article", "program", "thread"] as const;

/** Something that was read, or could not be: content/references.yaml. The id never changes. */
export const referenceSchema = z
  .strictObject({
    id,
    kind: z.enum(KINDS),
    label: z.string().describe("how prose names it: Bernat 2014"),
    title: z.string(),
    lang: z.literal("zh-CN").optional().describe("of the title, where it is not English"),
    author: z.string().optional(),
    year: z.number().int().optional(),
    url: z.url().optional(),
    article: z.literal(true).optional().describe("the article that this site follows refers to it"),
    says: bilingual.optional(),
    stops: bilingual.optional().describe("where it stops"),
    errs: bilingual.optional().describe("where it errs, or is dated"),
    unread: bilingual.optional().describe("why it could not be read; then nothing is said of it"),
  })
  .refine(({ says, stops, errs, unread }) => (unread ? !(says ?? stops ?? errs) : says), {
    error: "say what it says, or why it could not be read, not both",
  });

export type Reference = z.output<typeof referenceSchema>;
