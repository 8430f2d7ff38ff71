import type { Lang } from "../lang.ts";
import type { Share } from "./tally.ts";

/** What is said about the reader's own way through the book. */
interface ProgressWords {
  readonly read: string;
  readonly predicted: (share: Share) => string;
  readonly ran: (share: Share) => string;
  readonly solved: (share: Share) => string;
  /** Goes on at a place whose name may not be known in this language. */
  readonly goOn: (chapter: number, where: string | null) => string;
  readonly resume: (where: string | null) => string;
  readonly markRead: string;
  readonly title: string;
  readonly intro: string;
  readonly needsScript: string;
  readonly blocked: string;
  readonly save: string;
  readonly load: string;
  readonly forget: string;
  readonly undo: string;
  readonly saved: (file: string) => string;
  readonly loaded: (file: string) => string;
  readonly notOurs: (file: string) => string;
  readonly forgotten: string;
  readonly undone: string;
}

export const progressWords: Record<Lang, ProgressWords> = {
  en: {
    read: "read",
    predicted: ([done, all]) => `${done} of ${all} predicted`,
    ran: ([done, all]) => `${done} of ${all} cells run`,
    solved: ([done, all]) => `${done} of ${all} exercises solved`,
    goOn: (chapter, where) =>
      where ? `Continue: chapter ${chapter}, “${where}”` : `Continue with chapter ${chapter}`,
    resume: (where) => (where ? `Continue at “${where}”` : "Continue where you were"),
    markRead: "I have read this chapter",
    title: "Your own data",
    intro:
      "How far you have read, what you predicted, the code you changed and solved: it is kept in this browser, and nowhere else. There is no account, and nothing is sent. Take it to another browser as a file.",
    needsScript: "Keeping it needs a script.",
    blocked:
      "This browser lets the site keep nothing, so it lasts only as long as the page is open.",
    save: "Save to a file",
    load: "Load from a file",
    forget: "Forget everything",
    undo: "Undo",
    saved: (file) => `Saved as ${file}.`,
    loaded: (file) => `Loaded from ${file}, in place of what was here.`,
    notOurs: (file) => `${file} was not saved by this page; nothing was changed.`,
    forgotten: "Everything is forgotten.",
    undone: "It is as it was.",
  },
  "zh-cn": {
    read: "已读",
    predicted: ([done, all]) => `预测 ${done}/${all}`,
    ran: ([done, all]) => `运行单元 ${done}/${all}`,
    solved: ([done, all]) => `解出练习 ${done}/${all}`,
    goOn: (chapter, where) =>
      where ? `继续：第 ${chapter} 章“${where}”` : `继续读第 ${chapter} 章`,
    resume: (where) => (where ? `从“${where}”继续` : "从上次离开的地方继续"),
    markRead: "这一章读完了",
    title: "你自己的数据",
    intro:
      "读到哪里，猜了什么，改过、解出的代码，都只保存在这个浏览器里。没有账号，什么也不上传。要换浏览器，可以存成文件带走。",
    needsScript: "保存这些需要脚本。",
    blocked: "这个浏览器不允许本站保存任何数据，关掉页面就没有了。",
    save: "存成文件",
    load: "从文件载入",
    forget: "全部清除",
    undo: "撤销",
    saved: (file) => `已存为 ${file}。`,
    loaded: (file) => `已从 ${file} 载入，替换了这里原有的数据。`,
    notOurs: (file) => `${file} 不是由本页存出的文件；什么也没有改动。`,
    forgotten: "已全部清除。",
    undone: "已恢复原样。",
  },
};
