import { z } from "zod";
import { bilingual, id } from "../../src/sessions/schema.ts";

/** A word and what it means here: content/glossary.yaml. The id never changes. */
export const termSchema = z.strictObject({
  id,
  term: bilingual,
  short: bilingual.describe("what a card shows at the word: a sentence or two"),
  more: bilingual.optional().describe("what the glossary adds"),
  see: z.array(id).default([]).describe("other terms"),
});
