import { list, type Lang } from "../lang.ts";
import { bare } from "../../src/sessions/kernels.ts";

/** What an exercise says besides its task. */
interface ExerciseWords {
  /** The index of all exercises. */
  readonly index: { readonly title: string; readonly question: string; readonly how: string };
  readonly chapter: (number: number, title: string) => string;
  readonly cases: (count: number, kernels: readonly string[]) => string;
  readonly exercise: (order: number) => string;
  readonly actions: Readonly<Record<"edit" | "check" | "stop" | "reset" | "undo", string>>;
  readonly hints: readonly [string, string];
  readonly solution: string;
  /** Beside the solution, once the reader has code of his own. */
  readonly yours: string;
  readonly onlyYours: string;
  readonly onlyOurs: string;
  /** How it stands. */
  readonly fresh: string;
  readonly started: string;
  readonly solvedBefore: string;
  readonly solved: (all: number) => string;
  readonly differs: (right: number, all: number) => string;
  readonly missing: (name: string) => string;
  readonly failedAt: (line: number | undefined, why: string | undefined) => string;
  readonly running: string;
  readonly stopped: string;
  readonly tooLong: string;
  readonly tooMuch: string;
  readonly failed: string;
  /** Where the script did not come. */
  readonly unloaded: string;
  readonly reset: string;
  readonly undone: string;
  readonly unkept: string;
  readonly mark: string;
  /** What is said of the first case that differs. */
  readonly verdict: string;
  readonly asked: string;
  readonly you: string;
  readonly kernel: string;
  readonly recorded: string;
  readonly printed: string;
  readonly nothing: string;
  readonly threw: string;
  readonly answered: (did: string) => string;
  readonly leave: string;
}

const releases = (kernels: readonly string[], lang: Lang): string => list(kernels.map(bare), lang);

export const exerciseWords: Record<Lang, ExerciseWords> = {
  en: {
    index: {
      title: "Exercises",
      question: "Can you write the kernel’s rules yourself?",
      how: "You write a function; it is asked what real kernels were asked, and graded by what they answered. The first case that differs is shown, in numbers and as packets. What you write stays on this device.",
    },
    chapter: (number, title) => `In chapter ${number}, ${title}`,
    cases: (count, kernels) => `${count} cases, recorded on Linux ${releases(kernels, "en")}`,
    exercise: (order) => `Exercise ${order}`,
    actions: {
      edit: "Write",
      check: "Check",
      stop: "Stop",
      reset: "Start again",
      undo: "Undo",
    },
    hints: ["First hint", "Second hint"],
    solution: "Solution",
    yours: "Beside your own code, which stays as it is: − stands only in yours, + only in ours.",
    onlyYours: "only in yours: ",
    onlyOurs: "only in ours: ",
    fresh: "not yet tried",
    started: "your code, as you left it",
    solvedBefore: "solved",
    solved: (all) => `Solved: as the kernel in all ${all} cases.`,
    differs: (right, all) =>
      `As the kernel in ${right} of ${all} cases. The first that differs is below.`,
    missing: (name) => `There is no function ${name} that is exported.`,
    failedAt: (line, why) =>
      `Failed${line === undefined ? "" : ` in line ${line}`}${why ? `: ${why}` : ""}.`,
    running: "asking it",
    stopped: "Stopped.",
    tooLong: "Stopped after 5 s: it had not answered the case below.",
    tooMuch: "Stopped: it had printed more than 64 KB.",
    unloaded: "What checks it could not be loaded. Try again.",
    failed: "The sandbox did not start, so it cannot be graded here.",
    reset: "the code you were given; Undo brings yours back",
    undone: "your code again",
    unkept: "too long to be kept when you leave",
    mark: "solved",
    verdict: "The first case that differs",
    asked: "asked",
    you: "your answer",
    kernel: "the kernel’s",
    recorded: "recorded",
    printed: "Your code printed:",
    nothing: "nothing",
    threw: "it failed",
    answered: (did) => `it answered ${did}`,
    leave: "Tab indents. To leave the editor: Esc, then Tab. Ctrl-Enter or ⌘-Enter checks.",
  },
  "zh-cn": {
    index: {
      title: "练习",
      question: "内核的规则，你能自己写出来吗？",
      how: "你来写一个函数；问过真实内核的问题，拿来问它，再按内核的回答评判。第一个不一致的用例会列出数字，并画成报文段。你写的代码只保存在本机。",
    },
    chapter: (number, title) => `第${number}章：${title}`,
    cases: (count, kernels) => `${count}个用例，录自Linux ${releases(kernels, "zh-cn")}`,
    exercise: (order) => `练习${order}`,
    actions: {
      edit: "动手写",
      check: "检查",
      stop: "停止",
      reset: "重新开始",
      undo: "撤销",
    },
    hints: ["提示一", "提示二"],
    solution: "答案",
    yours: "与你的代码并列，你的代码不会改动：−只在你的代码里，+只在答案里。",
    onlyYours: "只在你的代码里：",
    onlyOurs: "只在答案里：",
    fresh: "还没有做",
    started: "你上次写的代码",
    solvedBefore: "已解出",
    solved: (all) => `解出了：全部${all}个用例都与内核一致。`,
    differs: (right, all) => `${all}个用例中有${right}个与内核一致。第一个不一致的在下面。`,
    missing: (name) => `没有导出名为${name}的函数。`,
    failedAt: (line, why) =>
      `${line === undefined ? "出错" : `第${line}行出错`}${why ? `：${why}` : ""}。`,
    running: "正在检查",
    stopped: "已停止。",
    tooLong: "运行5秒，下面的用例仍没有答案，已停止。",
    tooMuch: "打印超过64 KB，已停止。",
    unloaded: "检查它的程序没有载入，请再试一次。",
    failed: "沙箱没有启动，无法在这里检查。",
    reset: "已恢复为最初的代码；可撤销，找回你的代码",
    undone: "已找回你的代码",
    unkept: "代码过长，离开页面后不会保留",
    mark: "已解出",
    verdict: "第一个不一致的用例",
    asked: "问",
    you: "你的答案",
    kernel: "内核的答案",
    recorded: "出处",
    printed: "你的代码打印了：",
    nothing: "没有返回值",
    threw: "出错",
    answered: (did) => `它的反应是${did}`,
    leave: "Tab键用于缩进。要离开编辑器，先按Esc再按Tab。按Ctrl-Enter或⌘-Enter检查。",
  },
};
