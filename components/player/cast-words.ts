import type { Lang } from "../lang.ts";

/** What the player of any recording says, besides what it shares with the sessions' player. */
export interface CastWords {
  readonly recording: string;
  readonly dimensions: (cols: number, rows: number, seconds: string) => string;
  readonly terminal: string;
  readonly chapters: string;
  readonly chapter: (number: number) => string;
  readonly previousChapter: string;
  readonly nextChapter: string;
  readonly position: string;
  readonly exited: (status: string) => string;
  readonly notLoaded: (status: string) => string;
}

export const castWords: Record<Lang, CastWords> = {
  en: {
    recording: "Recording",
    dimensions: (cols, rows, seconds) => `${cols} × ${rows} · ${seconds} s`,
    terminal: "Terminal",
    chapters: "Chapters",
    chapter: (number) => `Chapter ${number}`,
    previousChapter: "Previous chapter",
    nextChapter: "Next chapter",
    position: "Position in the recording",
    exited: (status) => `The program ended with status ${status}.`,
    notLoaded: (status) => `the server answered ${status}; is the address right?`,
  },
  "zh-cn": {
    recording: "录像",
    dimensions: (cols, rows, seconds) => `${cols} × ${rows} · ${seconds} s`,
    terminal: "终端",
    chapters: "章节",
    chapter: (number) => `第 ${number} 节`,
    previousChapter: "上一节",
    nextChapter: "下一节",
    position: "录像中的位置",
    exited: (status) => `程序结束，退出状态 ${status}。`,
    notLoaded: (status) => `服务器的回答是 ${status}，请检查地址。`,
  },
};
