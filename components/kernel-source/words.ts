import type { Lang } from "../lang.ts";

/** What stands around kernel source. */
interface SourceWords {
  readonly litBy: (packet: number, session: string, release: string) => string;
  readonly litByCase: (says: string, release: string) => string;
  readonly unlit: string;
  readonly values: Readonly<Record<"true" | "false" | "null", string>>;
  readonly returned: string;
  readonly twin: string;
  readonly licence: string;
  readonly comma: string;
}

export const sourceWords: Record<Lang, SourceWords> = {
  en: {
    litBy: (packet, session, release) => `lit by packet ${packet} of ${session}, Linux ${release}`,
    litByCase: (says, release) => `lit by a recorded case: ${says}, Linux ${release}`,
    unlit: "annotated",
    values: { true: "true", false: "false", null: "not evaluated" },
    returned: "returned here",
    twin: "The same in TypeScript",
    licence: " Linux is under GPL-2.0.",
    comma: ", ",
  },
  "zh-cn": {
    litBy: (packet, session, release) => `由 ${session} 的第 ${packet} 个包点亮，Linux ${release}`,
    litByCase: (says, release) => `由录下来的案例点亮：${says}，Linux ${release}`,
    unlit: "带注解",
    values: { true: "成立", false: "不成立", null: "没有求值" },
    returned: "从这里返回",
    twin: "TypeScript 写的同一段",
    licence: "Linux 以 GPL-2.0 许可。",
    comma: "，",
  },
};
