import type { Lang } from "../../components/lang.ts";

/** What the pages outside the book say: home, sessions, evidence. */
interface PageWords {
  readonly home: {
    readonly description: string;
    readonly ask: string;
    readonly start: (chapter: number) => string;
    readonly sessions: string;
    readonly lab: string;
    readonly whoFirst: string;
    readonly client: string;
    readonly server: string;
    readonly serverCaption: (facts: { release: string; waited: string }) => [string, string];
    readonly clientCaption: (facts: { release: string; waited: string }) => [string, string];
    readonly clientBesides: string;
    readonly serverPicture: string;
    readonly clientPicture: string;
    readonly chapters: string;
    readonly check: string;
    readonly promises: readonly (readonly [string, string])[];
  };
  readonly sessions: {
    readonly title: string;
    readonly intro: string;
    readonly ladder: string;
    readonly ladderCaption: string;
    readonly checks: string;
    readonly checksIntro: string;
    readonly made: string;
    readonly repeat: string;
    readonly change: string;
    readonly inLab: string;
    readonly labels: Record<
      "kernel" | "recorded" | "sysctls" | "tools" | "programs" | "clock",
      string
    >;
    readonly clock: (clock: { error: number; markers: number; lag: string | null }) => string;
    readonly builtBy: string;
  };
  readonly measurements: {
    readonly title: string;
    readonly intro: string;
  };
  readonly book: {
    readonly title: string;
    readonly about: string;
  };
  readonly thread: {
    readonly title: string;
    readonly question: string;
    readonly how: readonly string[];
    readonly none: string;
  };
}

export const pageWords: Record<Lang, PageWords> = {
  en: {
    home: {
      description:
        "Folk advice keeps TIME_WAIT off the server; RFC 6455 puts it there. Recorded on a real kernel, packet by packet.",
      ask: "Everybody says to keep TIME_WAIT off the server. The WebSocket RFC says the server should close first and hold it. They cannot both be the whole story. So we asked the kernel.",
      start: (chapter) => `Start with chapter ${chapter}`,
      sessions: "Watch the sessions",
      lab: "Send your own SYN",
      whoFirst: "One connection, closed. Who goes first?",
      client: "The client",
      server: "The server",
      serverCaption: ({ release, waited }) => [
        "The same port comes back and is let in.",
        `Linux ${release}, timestamps off. ${waited} of the 60 s had passed.`,
      ],
      clientCaption: ({ release, waited }) => [
        "The same port comes back and no packet leaves.",
        `Linux ${release}, timestamps off; about ${waited} of the 60 s had passed.`,
      ],
      clientBesides: "With timestamps, which are the default, the same command connects at once.",
      serverPicture:
        "The server closes first and holds TIME_WAIT. Seconds later a SYN from the same port is answered by a SYN-ACK.",
      clientPicture:
        "The client closes first and holds TIME_WAIT. Seconds later connect() from the same port fails with EADDRNOTAVAIL, and nothing is sent.",
      chapters: "Chapters",
      check: "How to check us",
      promises: [
        [
          "Evidence before prose",
          "Two clicks from any claim to the bytes it rests on, one command to repeat it.",
        ],
        [
          "Static first",
          "Transcripts, ladders and outputs are in the page. Scripts only move them.",
        ],
        [
          "You do it yourself",
          "Predict, then watch. Run the cells. Play the experiment on your own kernel.",
        ],
        [
          "A link is a promise",
          "Every clause, claim, step and cell has an id that does not change.",
        ],
      ],
    },
    sessions: {
      title: "Sessions",
      intro:
        "Each session is one run of an experiment on a real kernel: terminals, packets and socket tables on one clock, recorded and checked.",
      ladder: "All packets",
      ladderCaption: "Time is not to scale; breaks are marked with their length.",
      checks: "What was checked",
      checksIntro: "While it was recorded, and again when this page was built:",
      made: "How it was made",
      repeat: "Repeat it",
      change: "Change it",
      inLab: "this situation in the lab, by the model",
      labels: {
        kernel: "Kernel",
        recorded: "Recorded",
        sysctls: "Settings",
        tools: "Tools",
        programs: "Program",
        clock: "Clock",
      },
      clock: ({ error, markers, lag }) =>
        `The capture’s clock is mapped to the terminals’ to within ${error} µs (${markers} marker datagrams). ` +
        (lag
          ? `Terminal output was read at most ${lag} after its packet, on tcpdump’s lines.`
          : ""),
      builtBy: "built by",
    },
    measurements: {
      title: "Measurements",
      intro:
        "A measurement asks a real kernel the same question under many settings; its result is a table, checked like a session.",
    },
    book: {
      title: "The whole book",
      about:
        "All chapters on one page, to print, to keep as a file, or to search with the browser. Nothing runs here: the sessions play, and the cells run, in their chapters.",
    },
    thread: {
      title: "If you came from an RFC thread",
      question: "Which sentence are you arguing about, and what did a kernel do about it?",
      how: [
        "Below is every RFC sentence that this site quotes, word for word, each with an id that can be linked. Under each section stand the claims that say what a real kernel does about it.",
        "A claim leads to the recording that shows it, names the kernels it holds on, and says what would refute it. Its page has it as a link, as Markdown, as plain text wrapped at 72 columns for a mailing list, and as BibTeX.",
      ],
      none: "Quoted as background; no claim is about it.",
    },
  },
  "zh-cn": {
    home: {
      description:
        "流传的建议是别让服务端持有 TIME_WAIT，RFC 6455 却正要它留在服务端。在真实内核上逐包录制。",
      ask: "人人都说，别把 TIME_WAIT 留在服务端。WebSocket 的 RFC 却说，应该由服务端先关闭，并持有它。两种说法对不上，于是我们去问内核。",
      start: (chapter) => `从第 ${chapter} 章开始`,
      sessions: "看实录",
      lab: "发一个自己的 SYN",
      whoFirst: "关闭一条连接，谁先动手？",
      client: "客户端",
      server: "服务端",
      serverCaption: ({ release, waited }) => [
        "同一端口再次连接，被接受。",
        `Linux ${release}，时间戳关闭。TIME_WAIT 的 60 s 才过去 ${waited}。`,
      ],
      clientCaption: ({ release, waited }) => [
        "同一端口再次连接，一个包也没发出。",
        `Linux ${release}，时间戳关闭；TIME_WAIT 的 60 s 才过去约 ${waited}。`,
      ],
      clientBesides: "打开时间戳（默认如此），同一条命令会立即连上。",
      serverPicture: "服务端先关闭，持有 TIME_WAIT。几秒后，同一端口发来的 SYN 得到了 SYN-ACK。",
      clientPicture:
        "客户端先关闭，持有 TIME_WAIT。几秒后，从同一端口调用 connect() 失败，返回 EADDRNOTAVAIL，没有发出任何包。",
      chapters: "章节",
      check: "怎样查证",
      promises: [
        ["证据先于文字", "从任何一句论断到它依据的字节，只需点两下；重做一遍，只需一条命令。"],
        ["静态优先", "文字记录、梯形图、输出都在页面里。脚本只让它们动起来。"],
        ["自己动手", "先猜，再看。运行代码单元。在自己的内核上重做实验。"],
        ["链接就是承诺", "每个条款、论断、步骤、单元都有编号，编号从不改变。"],
      ],
    },
    sessions: {
      title: "实录",
      intro:
        "每份实录都是一次实验在真实内核上的运行：终端、抓包和套接字表共用一个时钟，全程录制，逐项核对。",
      ladder: "全部的包",
      ladderCaption: "时间不按比例；断开处标出时长。",
      checks: "核对过什么",
      checksIntro: "录制时核对过，构建本页时又核对了一遍：",
      made: "录制环境",
      repeat: "重做一遍",
      change: "改动它",
      inLab: "实验台上的同一情形，由模型回答",
      labels: {
        kernel: "内核",
        recorded: "录制时间",
        sysctls: "设置",
        tools: "工具",
        programs: "程序",
        clock: "时钟",
      },
      clock: ({ error, markers, lag }) =>
        `抓包时钟换算到终端时钟，误差不超过 ${error} µs（用 ${markers} 个标记数据报测得）。` +
        (lag ? `终端输出在包之后最多 ${lag} 被读到（据 tcpdump 打印的行）。` : ""),
      builtBy: "构建命令",
    },
    measurements: {
      title: "测量",
      intro: "测量是在多种设置下向真实内核问同一个问题；结果是一张表，与实录一样逐项核对。",
    },
    book: {
      title: "全书",
      about:
        "全部章节都在这一页上，可以打印，可以存成文件，也可以用浏览器查找。这里只供阅读：实录的播放、代码单元的运行，都在各章里。",
    },
    thread: {
      title: "如果你从 RFC 的讨论串而来",
      question: "你们在争论哪一句？真实内核又是怎么做的？",
      how: [
        "下面是本站引用的每一句 RFC 原文，逐字照录，每句都有可以链接的编号。每一节之后列出与它有关的论断：真实内核是怎么做的。",
        "每条论断都通向展示它的实录，写明在哪些内核上成立，以及怎样能推翻它。论断页上有链接、Markdown、按 72 列折行的纯文本（供邮件列表使用）和 BibTeX 四种形式，可以直接复制。",
      ],
      none: "作为背景引用，没有论断以它为题。",
    },
  },
};
