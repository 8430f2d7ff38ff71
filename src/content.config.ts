import { docsSchema, i18nSchema } from "@astrojs/starlight/schema";
import { file, glob } from "astro/loaders";
import { defineCollection } from "astro:content";
import { z } from "astro/zod";
import { claimSchema } from "../components/claim/schema.ts";
import { rfcSchema } from "../components/clause/schema.ts";
import { kernelSchema } from "../components/kernel-source/schema.ts";
import { referenceSchema } from "../components/reference/schema.ts";
import { termSchema } from "../components/term/schema.ts";

/**
 * `chapters/03-server-time-wait/zh-cn.mdx` → `zh-cn/server-time-wait`: the folder's number orders
 * the chapters and is no part of their address. `pages/evidence/en.mdx` → `evidence`.
 */
const pageId = ({ entry }: { entry: string }): string => {
  const match = /^(?:chapters\/\d+-|pages\/)([a-z0-9-]+)\/(en|zh-cn)\.mdx$/.exec(entry);
  if (!match)
    throw new Error(
      `content/${entry}: a chapter is chapters/NN-slug/en.mdx or zh-cn.mdx, a page pages/slug/en.mdx or zh-cn.mdx; rename it.`,
    );
  const [, slug = "", lang] = match;
  return lang === "en" ? slug : `zh-cn/${slug}`;
};

/** Pages outside the book have no number. */
const chapterSchema = z.object({
  chapter: z.number().int().positive().describe("its number in the book").optional(),
  question: z.string().min(1).describe("the question the page answers").optional(),
  label: z.string().describe("the id of what the title says, such as a claim's").optional(),
});

export const collections = {
  docs: defineCollection({
    loader: glob({
      base: "./content",
      pattern: ["chapters/*/*.mdx", "pages/*/*.mdx"],
      generateId: pageId,
    }),
    // The chapter's number also orders Starlight's sidebar and its "previous" and "next".
    schema: (context) =>
      docsSchema({ extend: chapterSchema })(context).transform((data) => ({
        ...data,
        sidebar: { ...data.sidebar, order: data.chapter, hidden: data.chapter === undefined },
      })),
  }),
  // Starlight's own translations serve; it warns when there is no such collection.
  i18n: defineCollection({ loader: () => [{ id: "en" }, { id: "zh-CN" }], schema: i18nSchema() }),
  claims: defineCollection({
    loader: glob({ base: "./content/claims", pattern: "*.yaml" }),
    schema: claimSchema,
  }),
  rfc: defineCollection({
    loader: glob({ base: "./content/rfc", pattern: "*.yaml" }),
    schema: rfcSchema,
  }),
  kernel: defineCollection({
    loader: glob({
      base: "./content/kernel",
      pattern: "*.yaml",
      generateId: ({ entry }) => entry.replace(/\.yaml$/, ""),
    }),
    schema: kernelSchema,
  }),
  glossary: defineCollection({ loader: file("content/glossary.yaml"), schema: termSchema }),
  references: defineCollection({
    loader: file("content/references.yaml"),
    schema: referenceSchema,
  }),
};
