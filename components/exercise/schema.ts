import { z } from "astro/zod";

const bilingual = z.strictObject({ en: z.string().min(1), "zh-cn": z.string().min(1) });

/** `content/exercises/<id>/exercise.yaml`. Texts have `code` in backquotes. */
export const exerciseSchema = z.strictObject({
  order: z.number().int().positive().describe("where it stands among all; they rise in difficulty"),
  chapter: z.string().describe("the slug of the chapter that it stands in"),
  function: z
    .string()
    .regex(/^[a-zA-Z]+$/)
    .describe("what the reader writes, and start.ts exports"),
  title: bilingual,
  task: z.array(bilingual).min(1).describe("paragraphs"),
  hints: z.array(bilingual).length(2).describe("where to look; then how"),
  why: bilingual.describe("why the solution is the solution; stands under it"),
  wrong: z
    .record(
      z.string(),
      z.strictObject({
        says: bilingual.describe("which mistake it is"),
        refuted: z.string().describe("a recorded case that it gets wrong"),
      }),
    )
    .describe("known wrong answers, wrong/<name>.ts"),
});

export type ExerciseData = z.infer<typeof exerciseSchema>;
