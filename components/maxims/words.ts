import type { Lang } from "../lang.ts";

/** Where the first advice was argued for, and where the second stands. */
export const DRAFT = "https://datatracker.ietf.org/doc/draft-faber-time-wait-avoidance/";
export const CLAUSE = "https://www.rfc-editor.org/rfc/rfc6455#section-7.1.1";

/** What the two pieces of advice say, and who says it. */
export const maximWords: Record<
  Lang,
  {
    /** What is commonly said. */
    readonly lore: string;
    /** Before and after the draft's name. */
    readonly loreSource: readonly [string, string];
    readonly clauseYear: string;
  }
> = {
  en: {
    lore: "Keep TIME_WAIT off the server. Let the client close first, so that the waiting piles up where there is room.",
    loreSource: ["what is commonly said; argued for in ", ", 1997"],
    clauseYear: ", 2011",
  },
  "zh-cn": {
    lore: "别把 TIME_WAIT 留在服务端。让客户端先关闭，把等待留给有余力的一方。",
    loreSource: ["流传的说法；", "（1997）曾为之立论"],
    clauseYear: "，2011 年",
  },
};
