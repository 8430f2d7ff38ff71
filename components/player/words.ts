import type { Lang } from "../lang.ts";

/** What a player says besides the recording's own words. */
export interface PlayerWords {
  readonly session: string;
  readonly facts: (facts: {
    release: string;
    timestamps: string;
    terminals: number;
    packets: number;
    tables: number;
  }) => string;
  readonly play: string;
  readonly pause: string;
  readonly again: string;
  readonly loading: string;
  readonly failed: string;
  readonly orStep: (seconds: string) => string;
  readonly previousStep: string;
  readonly nextStep: string;
  readonly speed: string;
  readonly fullscreen: string;
  readonly trueTime: string;
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
}

export const playerWords: Record<Lang, PlayerWords> = {
  en: {
    session: "Session",
    facts: ({ release, timestamps, terminals, packets, tables }) =>
      `Linux ${release} · tcp_timestamps=${timestamps} · ${terminals} terminals · ${packets} packets · ${tables} socket tables`,
    play: "Play",
    pause: "Pause",
    again: "Again",
    loading: "Loading",
    failed: "The player could not be loaded. Everything it plays is also on this page, below.",
    orStep: (seconds) => `${seconds} s, true time. Or open a step:`,
    previousStep: "Previous step",
    nextStep: "Next step",
    speed: "Speed",
    fullscreen: "Full screen",
    trueTime: "true time",
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
    keys: "Keys, while the player has focus: space plays and pauses, ← and → go from step to step, Home and End to the ends.",
  },
  "zh-cn": {
    session: "实录",
    facts: ({ release, timestamps, terminals, packets, tables }) =>
      `Linux ${release} · tcp_timestamps=${timestamps} · ${terminals} 个终端 · ${packets} 个包 · ${tables} 张套接字表`,
    play: "播放",
    pause: "暂停",
    again: "重播",
    loading: "载入中",
    failed: "播放器没能载入。它要播放的一切，本页下方都有。",
    orStep: (seconds) => `真实时长 ${seconds} s。也可以直接看某一步：`,
    previousStep: "上一步",
    nextStep: "下一步",
    speed: "速度",
    fullscreen: "全屏",
    trueTime: "真实时间",
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
    keys: "播放器获得焦点时的按键：空格播放或暂停，← → 逐步前后移动，Home 和 End 到开头和结尾。",
  },
};
