import type { Lang } from "../lang.ts";

/** What the transcripts say once they are open: search, seeking, copying. */
export interface TranscriptWords {
  readonly search: string;
  readonly found: (entries: number, of: number) => string;
  readonly none: string;
  readonly goTo: (seconds: string) => string;
  readonly copied: string;
  readonly copyCommand: string;
  readonly copyOutput: string;
}

export const transcriptWords: Record<Lang, TranscriptWords> = {
  en: {
    search: "Search the session",
    found: (entries, of) => `${entries} of ${of} entries; a time takes the player there`,
    none: "Nothing of that kind was typed or printed.",
    goTo: (seconds) => `Go to ${seconds} s`,
    copied: "Copied",
    copyCommand: "Copy command",
    copyOutput: "Copy output",
  },
  "zh-cn": {
    search: "在实录中查找",
    found: (entries, of) => `${of} 条中有 ${entries} 条；点时间即可跳到那里`,
    none: "没有输入或输出过这样的内容。",
    goTo: (seconds) => `跳到 ${seconds} s`,
    copied: "已复制",
    copyCommand: "复制命令",
    copyOutput: "复制输出",
  },
};
