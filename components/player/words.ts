import type { Lang } from "../lang.ts";
import { said, type Said } from "./said.ts";

/** What a player says besides the recording's own words. */
export interface PlayerWords extends Said {
  readonly session: string;
  readonly facts: (facts: {
    release: string;
    timestamps: string;
    terminals: number;
    packets: number;
    tables: number;
  }) => string;
  readonly pause: string;
  readonly orStep: (seconds: string) => string;
  readonly previousStep: string;
  readonly nextStep: string;
  readonly speed: string;
  readonly skipIdle: string;
  readonly loop: string;
  readonly restart: string;
  readonly search: string;
  readonly fullscreen: string;
  readonly whole: string;
  readonly kernels: (session: string) => string;
  readonly trueTime: string;
  /** How long a side has held TIME_WAIT. */
  readonly holds: (spent: string) => string;
  readonly position: string;
  readonly step: (number: number, title: string) => string;
  readonly packet: (number: number) => string;
  readonly sockets: string;
  readonly socketsAt: (seconds: string) => string;
  readonly columns: readonly [string, string, string, string];
  readonly noSockets: string;
  readonly transcripts: string;
  readonly poster: (step: string) => string;
  readonly ladder: string;
  readonly files: string;
  readonly predicted: (prediction: string, outcome: string) => string;
  readonly noScript: (seconds: string) => string;
  readonly keys: string;
  readonly close: string;
  /** Keys, and what they do. */
  readonly keySheet: readonly (readonly [keys: readonly string[], does: string])[];
}

export const playerWords: Record<Lang, PlayerWords> = {
  en: {
    ...said.en,
    session: "Session",
    facts: ({ release, timestamps, terminals, packets, tables }) =>
      `Linux ${release} · tcp_timestamps=${timestamps} · ${terminals} terminals · ${packets} packets · ${tables} socket tables`,
    pause: "Pause",
    orStep: (seconds) => `${seconds} s, true time. Or open a step:`,
    previousStep: "Previous step",
    nextStep: "Next step",
    speed: "Speed",
    skipIdle: "Shorten silences",
    loop: "Loop step",
    restart: "Restart",
    search: "Search",
    fullscreen: "Full screen",
    whole: "Leave the clip",
    kernels: (session) => `${session}, as recorded on Linux`,
    trueTime: "true time",
    holds: (spent) => `TIME_WAIT for ${spent} of 60 s`,
    position: "Position in the session",
    step: (number, title) => `Step ${number}. ${title}`,
    packet: (number) => `packet ${number}`,
    sockets: "Sockets",
    socketsAt: (seconds) => `ss, ${seconds} s`,
    columns: ["State", "Local", "Peer", "Timer"],
    noSockets: "none",
    transcripts: "Transcripts of all terminals",
    poster: (step) => `Shown: ${step}`,
    ladder: "Packets up to now",
    files: "Files",
    predicted: (prediction, outcome) => `You predicted: ${prediction} It was: ${outcome}`,
    noScript: (seconds) => `${seconds} s. The steps:`,
    keys: "Keys",
    close: "Close",
    keySheet: [
      [["space"], "play, pause"],
      [["←", "→"], "previous step, next step"],
      [[",", "."], "previous packet, next packet"],
      [["Home", "End"], "restart, to the end"],
      [["<", ">"], "slower, faster"],
      [["s"], "shorten silences, or not"],
      [["l"], "loop the step, or not"],
      [["/"], "search the transcripts"],
      [["f"], "full screen, and back"],
      [["?"], "this sheet"],
    ],
  },
  "zh-cn": {
    ...said["zh-cn"],
    session: "实录",
    facts: ({ release, timestamps, terminals, packets, tables }) =>
      `Linux ${release} · tcp_timestamps=${timestamps} · ${terminals} 个终端 · ${packets} 个包 · ${tables} 张套接字表`,
    pause: "暂停",
    orStep: (seconds) => `真实时长 ${seconds} s。也可以直接看某一步：`,
    previousStep: "上一步",
    nextStep: "下一步",
    speed: "速度",
    skipIdle: "缩短静默",
    loop: "循环本步",
    restart: "从头开始",
    search: "查找",
    fullscreen: "全屏",
    whole: "不限于片段",
    kernels: (session) => `${session}，录制于 Linux`,
    trueTime: "真实时间",
    holds: (spent) => `TIME_WAIT 已持续 ${spent}，共 60 s`,
    position: "实录中的位置",
    step: (number, title) => `第 ${number} 步：${title}`,
    packet: (number) => `第 ${number} 个包`,
    sockets: "套接字",
    socketsAt: (seconds) => `ss，${seconds} s`,
    columns: ["状态", "本端", "对端", "定时器"],
    noSockets: "无",
    transcripts: "所有终端的文字记录",
    poster: (step) => `画面停在：${step}`,
    ladder: "到此刻为止的包",
    files: "文件",
    predicted: (prediction, outcome) => `你的预测：${prediction}实际：${outcome}`,
    noScript: (seconds) => `全长 ${seconds} s。各个步骤：`,
    keys: "按键",
    close: "关闭",
    keySheet: [
      [["空格"], "播放、暂停"],
      [["←", "→"], "上一步、下一步"],
      [[",", "."], "上一个包、下一个包"],
      [["Home", "End"], "回到开头、跳到结尾"],
      [["<", ">"], "放慢、加快"],
      [["s"], "缩短静默，或恢复真实时间"],
      [["l"], "循环本步，或不再循环"],
      [["/"], "在文字记录中查找"],
      [["f"], "进入或退出全屏"],
      [["?"], "打开本表"],
    ],
  },
};
