import type { Lang } from "../lang.ts";

/** What a cell says besides its code. */
interface CellWords {
  readonly run: string;
  readonly stop: string;
  readonly built: string;
  readonly running: string;
  readonly ran: (milliseconds: number) => string;
  readonly stopped: string;
  readonly tooLong: string;
  readonly tooMuch: string;
  readonly failed: string;
  readonly output: string;
}

export const cellWords: Record<Lang, CellWords> = {
  en: {
    run: "Run",
    stop: "Stop",
    built: "output from the build",
    running: "running",
    ran: (milliseconds) => `ran here in ${milliseconds} ms`,
    stopped: "Stopped.",
    tooLong: "Stopped after 5 s: the cell had not ended.",
    tooMuch: "Stopped: the cell had shown more than 64 KB.",
    failed:
      "The sandbox did not start, so the cell cannot run here; the output below is the build's.",
    output: "output of",
  },
  "zh-cn": {
    run: "运行",
    stop: "停止",
    built: "构建时的输出",
    running: "运行中",
    ran: (milliseconds) => `已在本机运行，用时 ${milliseconds} ms`,
    stopped: "已停止。",
    tooLong: "运行 5 秒仍未结束，已停止。",
    tooMuch: "输出超过 64 KB，已停止。",
    failed: "沙箱没有启动，代码单元无法在这里运行；下面是构建时的输出。",
    output: "输出：",
  },
};
