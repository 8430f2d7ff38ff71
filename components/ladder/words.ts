import type { Lang } from "../lang.ts";

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
