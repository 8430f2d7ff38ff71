import type { Lang } from "../lang.ts";

/** What stands around the glossary. */
export const termWords: Record<
  Lang,
  { title: string; question: string; see: string; usedIn: string; colon: string; comma: string }
> = {
  en: {
    title: "Glossary",
    question: "What do these words mean here?",
    see: "See",
    usedIn: "First used in",
    colon: ": ",
    comma: ", ",
  },
  "zh-cn": {
    title: "术语表",
    question: "这些词在这里是什么意思？",
    see: "参见",
    usedIn: "见于",
    colon: "：",
    comma: "、",
  },
};
