import type { Lang } from "../lang.ts";
import type { Telling } from "./draw.ts";

/** What a ladder says besides the packets' own words. */
export interface LadderWords {
  readonly client: string;
  readonly server: string;
  readonly number: string;
  readonly numberColumn: string;
  readonly secondsColumn: string;
  readonly closesFirst: string;
  readonly comesHere: (what: string) => string;
  readonly accepted: readonly [string, string];
  readonly early: (left: string) => string;
  readonly noPacket: string;
  readonly leaves: (packet: number) => string;
  readonly folded: (packets: string, bytes: string, lost: number) => string;
  readonly lost: string;
  readonly again: { readonly sent: string; readonly copied: string };
  readonly rejected: string;
  readonly over: (state: string) => string;
  readonly tools: {
    readonly label: string;
    readonly names: Readonly<Record<keyof Telling, string>>;
    readonly about: Readonly<Record<keyof Telling, string>>;
    readonly copy: string;
    readonly aboutCopy: string;
    readonly pcap: string;
    readonly copied: string;
    readonly failed: string;
  };
  readonly legend: {
    readonly client: string;
    readonly server: string;
    readonly accepted: string;
    readonly refused: string;
  };
  readonly table: {
    readonly summary: string;
    readonly head: readonly string[];
    readonly to: (from: string, to: string) => string;
    readonly notSent: string;
    readonly timeout: string;
  };
}

export const ladderWords: Record<Lang, LadderWords> = {
  en: {
    client: "client",
    server: "server",
    number: "no.",
    numberColumn: "no.",
    secondsColumn: "seconds",
    closesFirst: "closes first",
    comesHere: (what) => `${what} comes here`,
    accepted: ["accepted", "refused"],
    early: (left) => `TIME_WAIT ends ${left} early`,
    noPacket: "no packet",
    leaves: (packet) => `no. ${packet} is sent`,
    folded: (packets, bytes, lost) =>
      `… ${packets} packets, ${bytes}${lost > 0 ? `, ${lost} lost` : ""} …`,
    lost: "lost",
    again: { sent: "sent again", copied: "a copy" },
    rejected: "not accepted",
    over: (state) => `${state} is over`,
    tools: {
      label: "This ladder, otherwise",
      names: { absolute: "Absolute numbers", toScale: "Time to scale", options: "Options" },
      about: {
        absolute: "Sequence numbers and timestamps as they were on the wire",
        toScale: "4 px for a millisecond; what is closer than a line of text is set apart",
        options: "The TCP options of each packet",
      },
      copy: "Copy as packetdrill",
      aboutCopy: "A line for each packet: for those you have selected, or for all",
      pcap: "Download pcap",
      copied: "Copied.",
      failed: "The packets could not be loaded. Try again.",
    },
    legend: {
      client: "client, left, round",
      server: "server, right, square",
      accepted: "SYN accepted: arrowhead, filled mark",
      refused: "SYN refused: wall, open mark",
    },
    table: {
      summary: "The same ladder as a table",
      head: [
        "no.",
        "seconds",
        "direction",
        "flags",
        "seq",
        "ack",
        "TSval",
        "client becomes",
        "server becomes",
      ],
      to: (from, to) => `${from} to ${to}`,
      notSent: "nothing sent",
      timeout: "its time is over",
    },
  },
  "zh-cn": {
    client: "客户端",
    server: "服务端",
    number: "包",
    numberColumn: "包",
    secondsColumn: "秒",
    closesFirst: "先关闭",
    comesHere: (what) => `${what} 此时到来`,
    accepted: ["接受", "拒绝"],
    early: (left) => `TIME_WAIT 提前 ${left} 结束`,
    noPacket: "没有发出任何包",
    leaves: (packet) => `发出包 ${packet}`,
    folded: (packets, bytes, lost) =>
      `…… ${packets} 个包，${bytes}${lost > 0 ? `，丢了 ${lost} 个` : ""} ……`,
    lost: "丢失",
    again: { sent: "重传", copied: "副本" },
    rejected: "不接受",
    over: (state) => `${state} 到时结束`,
    tools: {
      label: "换一种画法",
      names: { absolute: "绝对序列号", toScale: "时间按比例", options: "选项" },
      about: {
        absolute: "序列号和时间戳按线上原值显示",
        toScale: "每毫秒 4 px；靠得比一行字还近的，仍然分开画",
        options: "每个包的 TCP 选项",
      },
      copy: "复制为 packetdrill",
      aboutCopy: "每个包一行：只复制选中的包，没有选中就复制全部",
      pcap: "下载 pcap",
      copied: "已复制。",
      failed: "包没能载入，请再试一次。",
    },
    legend: {
      client: "客户端：左，圆",
      server: "服务端：右，方",
      accepted: "SYN 被接受：箭头，实心记号",
      refused: "SYN 被拒绝：挡板，空心记号",
    },
    table: {
      summary: "同一张梯形图的表格形式",
      head: ["编号", "秒", "方向", "标志", "seq", "ack", "TSval", "客户端变为", "服务端变为"],
      to: (from, to) => `${from} → ${to}`,
      notSent: "没有发出",
      timeout: "到时结束",
    },
  },
};
