import type { Lang } from "../../components/lang.ts";

/** What the frame around every page says. */
interface FrameWords {
  readonly title: string;
  readonly tagline: string;
  readonly main: string;
  readonly chapters: string;
  readonly claims: string;
  readonly sessions: string;
  readonly evidence: string;
  readonly inChapter: string;
  readonly previous: string;
  readonly next: string;
  readonly dark: string;
  readonly light: string;
  readonly search: string;
  readonly close: string;
  readonly otherLanguage: string;
  readonly recorded: (kernels: string, date: string) => string;
  readonly licence: string;
  readonly notFound: string;
  readonly notFoundText: string;
  readonly home: string;
}

export const frameWords: Record<Lang, FrameWords> = {
  en: {
    title: "Who Closes First",
    tagline: "TIME_WAIT, measured",
    main: "Main",
    chapters: "Contents",
    claims: "Claims",
    sessions: "Sessions",
    evidence: "About the evidence",
    inChapter: "In this chapter",
    previous: "Previous",
    next: "Next",
    dark: "Dark",
    light: "Light",
    search: "Search",
    close: "Close",
    otherLanguage: "中文",
    recorded: (kernels, date) =>
      `Recorded on Linux ${kernels}, ${date}. Every number on this page comes from a recording.`,
    licence: "Code MIT; prose and recordings CC BY 4.0",
    notFound: "Nothing here",
    notFoundText:
      "No page has this address. Ids never change here, so the link itself may be damaged.",
    home: "Go to the first page",
  },
  "zh-cn": {
    title: "谁先关闭？",
    tagline: "TIME_WAIT 实测",
    main: "主导航",
    chapters: "目录",
    claims: "论断",
    sessions: "实录",
    evidence: "关于证据",
    inChapter: "本章内容",
    previous: "上一章",
    next: "下一章",
    dark: "深色",
    light: "浅色",
    search: "搜索",
    close: "关闭",
    otherLanguage: "English",
    recorded: (kernels, date) => `${date}录制于 Linux ${kernels}。本页的每个数字都来自实录。`,
    licence: "代码 MIT；文字与实录 CC BY 4.0",
    notFound: "这里什么也没有",
    notFoundText: "没有哪一页使用这个地址。本站的编号从不改变，可能是链接本身损坏了。",
    home: "回到首页",
  },
};
