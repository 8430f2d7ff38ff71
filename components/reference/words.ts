import type { Lang } from "../lang.ts";
import type { KINDS } from "./schema.ts";

/** What stands around references. */
interface ReferenceWords {
  readonly title: string;
  readonly question: string;
  readonly intro: string;
  readonly kinds: Readonly<Record<(typeof KINDS)[number], string>>;
  readonly fromArticle: string;
  readonly stops: string;
  readonly errs: string;
  readonly unread: string;
  readonly colon: string;
}

export const referenceWords: Record<Lang, ReferenceWords> = {
  en: {
    title: "References",
    question: "What does each source say, where does it stop, and where does it err?",
    intro:
      "Everything that the article and this site refer to. What is said of a source was read in it; one that could not be read is listed without a summary.",
    kinds: {
      standard: "Standards",
      kernel: "The kernel",
      article: "Articles",
      program: "Programs",
      thread: "Discussions",
    },
    fromArticle: "the article refers to it",
    stops: "Where it stops",
    errs: "Where it errs, or is dated",
    unread: "Not read",
    colon: ": ",
  },
  "zh-cn": {
    title: "参考资料",
    question: "每份资料说了什么，停在哪里，又错在哪里？",
    intro: "那篇文章和本站引用的全部资料。评语都出自原文；没能读到的，只列出，不作概括。",
    kinds: {
      standard: "标准",
      kernel: "内核",
      article: "文章",
      program: "程序",
      thread: "讨论",
    },
    fromArticle: "那篇文章引用了它",
    stops: "停在哪里",
    errs: "错在哪里，或已过时",
    unread: "没有读到",
    colon: "：",
  },
};
