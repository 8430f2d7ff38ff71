import type { Lang } from "../../components/lang.ts";

/** What the frame around every page says. */
interface FrameWords {
  readonly title: string;
  readonly tagline: string;
  readonly main: string;
  readonly chapters: string;
  readonly claims: string;
  readonly sessions: string;
  readonly kernels: string;
  readonly lab: string;
  readonly evidence: string;
  readonly glossary: string;
  readonly references: string;
  readonly thread: string;
  readonly inChapter: string;
  readonly previous: string;
  readonly next: string;
  readonly dark: string;
  readonly light: string;
  readonly toDark: string;
  readonly toLight: string;
  readonly search: string;
  readonly searchFailed: string;
  readonly close: string;
  /** Pagefind's own words, by its keys. */
  readonly searching: Readonly<Record<string, string>>;
  readonly otherLanguage: string;
  readonly recorded: (kernels: string, date: string) => string;
  readonly licence: string;
  /** What a page says of itself at its end. */
  readonly changed: string;
  readonly improve: string;
  readonly asMarkdown: string;
  readonly cite: string;
  readonly link: string;
  readonly plain: string;
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
    kernels: "Kernels",
    lab: "Lab",
    evidence: "About the evidence",
    glossary: "Glossary",
    references: "References",
    thread: "From an RFC thread?",
    inChapter: "In this chapter",
    previous: "Previous",
    next: "Next",
    dark: "Dark",
    light: "Light",
    toDark: "Dark: switch to the dark theme",
    toLight: "Light: switch to the light theme",
    search: "Search",
    searchFailed: "The search could not be loaded. The contents lead to every chapter.",
    close: "Close",
    searching: { placeholder: "Search" },
    otherLanguage: "中文",
    recorded: (kernels, date) =>
      `Measured numbers are computed from recordings on Linux ${kernels}, ${date}.`,
    licence: "Code MIT; prose and recordings CC BY 4.0",
    changed: "Last changed",
    improve: "Improve this page:",
    asMarkdown: "This page as Markdown",
    cite: "Cite this page",
    link: "Link",
    plain: "Plain text",
    notFound: "Nothing here",
    notFoundText: "No page has this address. Ids never change here, so check the link for a typo.",
    home: "Go to the home page",
  },
  "zh-cn": {
    title: "谁先关闭？",
    tagline: "TIME_WAIT 实测",
    main: "主导航",
    chapters: "目录",
    claims: "论断",
    sessions: "实录",
    kernels: "内核",
    lab: "实验台",
    evidence: "关于证据",
    glossary: "术语表",
    references: "参考资料",
    thread: "从 RFC 讨论来的？",
    inChapter: "本章内容",
    previous: "上一章",
    next: "下一章",
    dark: "深色",
    light: "浅色",
    toDark: "深色：切换到深色主题",
    toLight: "浅色：切换到浅色主题",
    search: "搜索",
    searchFailed: "搜索没有载入。从目录可以进入每一章。",
    close: "关闭",
    searching: {
      placeholder: "搜索",
      clear_search: "清除",
      load_more: "更多结果",
      zero_results: "没有找到“[SEARCH_TERM]”",
      many_results: "“[SEARCH_TERM]”：[COUNT] 条结果",
      one_result: "“[SEARCH_TERM]”：1 条结果",
      searching: "正在搜索……",
    },
    otherLanguage: "English",
    recorded: (kernels, date) => `测量数字均由实录算出：Linux ${kernels}，${date}录制。`,
    licence: "代码 MIT；文字与实录 CC BY 4.0",
    changed: "最后修改：",
    improve: "改进本页：",
    asMarkdown: "本页的 Markdown 版",
    cite: "引用本页",
    link: "链接",
    plain: "纯文本",
    notFound: "页面不存在",
    notFoundText: "这个地址下没有页面。本站的编号从不改变，多半是链接有误。",
    home: "回到首页",
  },
};
