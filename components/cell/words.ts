import type { Lang } from "../lang.ts";

/** What a cell says besides its code. */
interface CellWords {
  readonly run: string;
  readonly stop: string;
  readonly actions: Readonly<Record<"edit" | "reset" | "undo" | "share" | "run-above", string>>;
  /** Folded lines that only import. */
  readonly setup: (lines: number) => string;
  /** The list of the names in a cell and their types. */
  readonly types: string;
  readonly built: string;
  readonly running: string;
  readonly ran: (milliseconds: number) => string;
  readonly stopped: string;
  readonly tooLong: string;
  readonly tooMuch: string;
  readonly failed: string;
  /** Where the script did not come. */
  readonly unloaded: string;
  readonly output: string;
  /** How the keyboard leaves the editor. */
  readonly leave: string;
  readonly edited: string;
  readonly staleImport: string;
  readonly reset: string;
  readonly undone: string;
  readonly tooLongToKeep: string;
  readonly shared: string;
  readonly sharedAbove: string;
  readonly notOurs: string;
  readonly damaged: string;
  readonly unshare: string;
  readonly paused: string;
  /** What a ladder is called, and how it is told to who cannot see it. */
  readonly ladder: string;
  readonly ladderRows: (rows: number) => string;
  readonly noLadder: string;
  /** What a plot is called for who cannot see it, and where it cannot be drawn. */
  readonly plotted: (x: string, y: string) => string;
  readonly noPlot: string;
  /** What kinds of failure mean, by the name of the error. */
  readonly errors: Readonly<Record<string, string>>;
  readonly failedAt: (line: number | undefined, why: string | undefined) => string;
}

/** What kind of failure an error's message tells of, in words; undefined where they know none. */
export function whyOf(message: string, { errors }: Pick<CellWords, "errors">): string | undefined {
  const name = /^(\w+Error)\b/.exec(message)?.[1] ?? "";
  return Object.hasOwn(errors, name) ? errors[name] : undefined;
}

export const cellWords: Record<Lang, CellWords> = {
  en: {
    run: "Run",
    stop: "Stop",
    actions: {
      edit: "Edit",
      reset: "Reset",
      undo: "Undo reset",
      share: "Share",
      "run-above": "Run all above",
    },
    setup: (lines) => (lines === 1 ? "Setup: line 1" : `Setup: lines 1–${lines}`),
    types: "Names and their types",
    built: "output from the build",
    running: "running",
    ran: (milliseconds) => `ran here in ${milliseconds} ms`,
    stopped: "Stopped.",
    tooLong: "Stopped after 5 s: the cell had not ended.",
    tooMuch: "Stopped: the cell had shown more than 64 KB.",
    unloaded: "What runs it could not be loaded. Try again.",
    failed:
      "The sandbox did not start, so the cell cannot run here; the output below is the build's.",
    output: "output of",
    leave: "Tab indents. To leave the editor: Esc, then Tab. Ctrl-Enter or ⌘-Enter runs the cell.",
    edited: "edited: the output is of the code before",
    staleImport: "a cell that it imports has changed",
    reset: "our code again; Undo brings yours back",
    undone: "your code again",
    tooLongToKeep: "too long to be kept when you leave",
    shared: "link copied; your code is in it",
    sharedAbove: "your code is in this page’s address now: copy it",
    notOurs:
      "This code came with the link. It is not ours, and has not been run. Read it first; it runs in a sandbox that reaches neither this page nor the network.",
    damaged: "The code in this link is damaged, so here is ours.",
    unshare: "Put it away",
    paused: "paused: code from a link",
    ladder: "The packets, as a ladder",
    ladderRows: (rows) => `${rows} events in order; the table below says the same.`,
    noLadder: "This is no trace that can be drawn.",
    plotted: (x, y) => `A plot of ${y} against ${x}; the table below says the same.`,
    noPlot: "The plot could not be drawn. Try again.",
    errors: {
      SyntaxError: "it cannot be read as TypeScript",
      ReferenceError: "it uses a name that is not defined",
      TypeError: "it uses a value in a way that its type does not allow",
      RangeError: "a value is out of range",
    },
    failedAt: (line, why) =>
      `failed${line === undefined ? "" : ` in line ${line}`}${why ? `: ${why}` : ""}`,
  },
  "zh-cn": {
    run: "运行",
    stop: "停止",
    actions: {
      edit: "编辑",
      reset: "还原",
      undo: "撤销还原",
      share: "分享",
      "run-above": "运行上方全部",
    },
    setup: (lines) => (lines === 1 ? "准备：第1行" : `准备：第1–${lines}行`),
    types: "名字与类型",
    built: "构建时的输出",
    running: "运行中",
    ran: (milliseconds) => `已在本机运行，用时 ${milliseconds} ms`,
    stopped: "已停止。",
    tooLong: "运行 5 秒仍未结束，已停止。",
    tooMuch: "输出超过 64 KB，已停止。",
    unloaded: "运行它的程序没有载入，请再试一次。",
    failed: "沙箱没有启动，代码单元无法在这里运行；下面是构建时的输出。",
    output: "输出：",
    leave: "Tab键用于缩进。要离开编辑器，先按Esc再按Tab。按Ctrl-Enter或⌘-Enter运行。",
    edited: "代码已修改，下面是修改前的输出",
    staleImport: "它导入的单元已经改动",
    reset: "已恢复为本站代码；可撤销还原，找回你的代码",
    undone: "已找回你的代码",
    tooLongToKeep: "代码过长，离开页面后不会保留",
    shared: "链接已复制，你的代码就在其中",
    sharedAbove: "你的代码已写入本页地址，请复制地址",
    notOurs:
      "这段代码来自链接，不是本站的，也还没有运行。请先读一遍；它只在沙箱里运行，碰不到本页，也碰不到网络。",
    damaged: "链接里的代码已损坏，这里显示的是本站代码。",
    unshare: "收起它",
    paused: "已暂停：代码来自链接",
    ladder: "报文段的梯形图",
    ladderRows: (rows) => `按顺序排列的${rows}个事件；下面的表格内容相同。`,
    noLadder: "这不是可以画出的记录。",
    plotted: (x, y) => `横轴为 ${x}、纵轴为 ${y} 的图；下面的表格内容相同。`,
    noPlot: "图没能画出来，请再试一次。",
    errors: {
      SyntaxError: "不是合法的TypeScript",
      ReferenceError: "用到了没有定义的名字",
      TypeError: "值的用法与类型不符",
      RangeError: "值超出范围",
    },
    failedAt: (line, why) =>
      `${line === undefined ? "出错" : `第${line}行出错`}${why ? `：${why}` : ""}`,
  },
};
