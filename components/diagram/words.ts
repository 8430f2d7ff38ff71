import type { Lang } from "../lang.ts";

/** What stands around diagrams. */
interface DiagramWords {
  readonly states: {
    readonly title: string;
    readonly path: (states: readonly string[]) => string;
    readonly all: string;
    readonly twin: string;
    readonly head: readonly [string, string, string];
  };
  readonly procedure: {
    readonly title: string;
    readonly twin: string;
    readonly head: readonly [string, string, string, string];
    readonly values: Readonly<Record<"true" | "false" | "null", string>>;
    readonly litBy: (packet: number, session: string, release: string) => string;
    readonly litByCase: (says: string, release: string) => string;
    readonly description: string;
  };
  readonly exhaustion: {
    readonly title: string;
    readonly end: (line: string, total: string) => string;
    readonly stop: string;
    readonly twin: string;
    readonly head: string;
    readonly after: (second: number) => string;
  };
  readonly yes: string;
  readonly no: string;
}

export const diagramWords: Record<Lang, DiagramWords> = {
  en: {
    states: {
      title: "How a TCP connection ends: its states",
      path: (states) => `The way drawn heavier: ${states.join(", ")}.`,
      all: "From ESTABLISHED two roads lead to TIME_WAIT, through FIN_WAIT1 and then FIN_WAIT2 or CLOSING; a third, through CLOSE_WAIT and LAST_ACK, leads past it to CLOSED.",
      twin: "The same as a table",
      head: ["From", "When", "To"],
    },
    procedure: {
      title: "What Linux asks of a SYN in TIME_WAIT",
      twin: "The same as a table",
      head: ["Asked", "Yes", "No", "This one"],
      values: { true: "yes", false: "no", null: "not asked" },
      litBy: (packet, session, release) =>
        `Lit by packet ${packet} of ${session}, Linux ${release}.`,
      litByCase: (says, release) => `Lit by a recorded case: ${says}, Linux ${release}.`,
      description:
        "Six questions, one below the other, each with an answer that ends in an ACK or leads on; a SYN that passes is answered by a SYN-ACK.",
    },
    exhaustion: {
      title: "Connections through ten ports, second by second",
      end: (line, total) => `${line}: ${total}`,
      stop: ".",
      twin: "The same as a table",
      head: "Connections",
      after: (second) => `after ${second} s`,
    },
    yes: "yes",
    no: "no",
  },
  "zh-cn": {
    states: {
      title: "一条 TCP 连接怎样结束：各个状态",
      path: (states) => `粗线画的路：${states.join("、")}。`,
      all: "从 ESTABLISHED 到 TIME_WAIT 有两条路，都先经过 FIN_WAIT1，再经过 FIN_WAIT2 或 CLOSING；第三条路经过 CLOSE_WAIT 和 LAST_ACK，绕过它到 CLOSED。",
      twin: "同样的内容，用表格表示",
      head: ["从", "发生什么", "到"],
    },
    procedure: {
      title: "Linux 在 TIME_WAIT 里向 SYN 问什么",
      twin: "同样的内容，用表格表示",
      head: ["问", "是", "否", "这一个"],
      values: { true: "是", false: "否", null: "没有问到" },
      litBy: (packet, session, release) =>
        `由 ${session} 的第 ${packet} 个包点亮，Linux ${release}。`,
      litByCase: (says, release) => `由录下来的案例点亮：${says}，Linux ${release}。`,
      description:
        "六个问题，自上而下；每个回答要么以 ACK 结束，要么通向下一问；全部通过的 SYN 得到 SYN-ACK。",
    },
    exhaustion: {
      title: "十个端口上的连接数，逐秒累计",
      end: (line, total) => `${line}：${total}`,
      stop: "。",
      twin: "同样的内容，用表格表示",
      head: "连接数",
      after: (second) => `${second} 秒后`,
    },
    yes: "是",
    no: "否",
  },
};
