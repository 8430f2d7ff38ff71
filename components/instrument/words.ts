import type { Lang } from "../lang.ts";
import type { Fate } from "./grid.ts";

/** A setting's values, as links have them, each with its name. */
type Options = readonly (readonly [value: string, name: string])[];

/** What stands on the page around the answers, and beside its controls. */
export interface LabWords {
  readonly title: string;
  readonly question: string;
  readonly noScript: string;
  readonly controls: string;
  readonly start: string;
  readonly startOwn: string;
  readonly startRulings: string;
  readonly startRecorded: string;
  readonly rules: Readonly<Record<"title" | "read" | "measured" | "standards", string>>;
  /** Settings with a choice: the title, and each value's name. */
  readonly choices: Readonly<Record<string, readonly [title: string, options: Options]>>;
  /** Settings with a number: the title, and what stands before it, after it. */
  readonly numbers: Readonly<Record<string, readonly [title: string, unit: string]>>;
  readonly older: string;
  readonly newer: string;
  readonly noTimestamp: string;
  readonly noTs: string;
  readonly groups: Readonly<Record<"comes" | "old" | "more" | "settings" | "network", string>>;
  readonly loading: string;
  readonly failed: string;
  readonly wrongInLink: (names: string) => string;
  readonly wrongHere: string;
  readonly you: string;
  readonly socket: string;
  readonly noSocket: string;
  readonly before: string;
  readonly after: string;
  readonly whole: string;
  readonly map: string;
  readonly mapCaption: string;
  readonly seqGroups: readonly [string, string, string];
  readonly fates: Readonly<Record<Fate, string>>;
  readonly square: (seq: string, tsval: string, fate: string) => string;
  readonly down: string;
  readonly measured: (count: number, all: number, release: string) => string;
  readonly modelled: (by: string) => string;
  readonly branches: string;
  readonly on: (host: string, state: string) => string;
  readonly returns: string;
  readonly sent: (answer: string) => string;
  readonly nothingSent: string;
  readonly model: string;
  readonly compare: string;
  readonly agrees: (release: string) => string;
  readonly differs: (release: string) => string;
  readonly evidence: (id: string) => string;
  readonly inSession: (id: string) => string;
  readonly unrecorded: string;
  readonly sources: { readonly standard: string; readonly read: (rules: string) => string };
  readonly rows: Readonly<
    Record<"reaction" | "after" | "restarted" | "isn" | "errno" | "happened", string>
  >;
  readonly yes: string;
  readonly no: string;
  readonly isn: Readonly<Record<"continued" | "fresh", string>>;
  readonly others: string;
  readonly link: string;
  readonly copy: string;
  readonly copied: string;
  readonly everywhere: string;
  readonly alike: (kernels: string) => string;
  readonly grids: Readonly<Record<"ts" | "plain", string>>;
  readonly recorded: string;
  readonly recordedIntro: string;
  readonly setUp: string;
  readonly session: string;
  readonly kernels: string;
}

const SEGMENTS = [
  ["S", "SYN"],
  ["A", "ACK"],
  ["PA", "PSH ACK"],
  ["FA", "FIN ACK"],
  ["F", "FIN"],
  ["R", "RST"],
  ["RA", "RST ACK"],
  ["SA", "SYN ACK"],
  ["SF", "SYN FIN"],
  ["SR", "SYN RST"],
] as const;

const en: LabWords = {
  title: "Send your own SYN",
  question:
    "A server socket is in TIME_WAIT. You are the peer. Choose the numbers in your SYN and see what Linux does with it.",
  noScript:
    "Choosing needs JavaScript. Without it this page shows one SYN and its answer, and below, for 144 SYNs, what five kernels answered.",
  controls: "The situation",
  start: "Start from",
  startOwn: "a SYN of your own",
  startRulings: "one SYN, two rulings: Linux refuses, RFC 6191 accepts",
  startRecorded: "A recorded session",
  rules: {
    title: "Kernel",
    read: "read in source",
    measured: "measured",
    standards: "or a standard",
  },
  choices: {
    closes: [
      "Who closes first",
      [
        ["server", "server"],
        ["client", "client"],
        ["both", "both at once"],
      ],
    ],
    timestamps: [
      "Timestamps",
      [
        ["1", "on"],
        ["0", "off"],
      ],
    ],
    by: [
      "It closes with",
      [
        ["fin", "a FIN"],
        ["rst", "an RST (SO_LINGER 0)"],
      ],
    ],
    other: [
      "The other side",
      [
        ["closes", "closes, too"],
        ["stays", "stays open"],
      ],
    ],
    next: [
      "What comes next",
      [
        ["segment", "a packet"],
        ["connect", "connect()"],
        ["nothing", "nothing"],
      ],
    ],
    flags: ["Flags", [...SEGMENTS, ["none", "none"]]],
    listens: [
      "On the server’s port",
      [
        ["1", "somebody listens"],
        ["0", "nobody listens"],
      ],
    ],
    behind: [
      "Behind the raw packet",
      [
        ["0", "nobody"],
        ["1", "a kernel, which answers"],
      ],
    ],
    who: [
      "Who connects",
      [
        ["same", "the same client"],
        ["another", "another one behind its address"],
      ],
    ],
    port: [
      "The client’s port",
      [
        ["bound", "bound: bind() first"],
        ["chosen", "chosen by the kernel"],
      ],
    ],
    reuseaddr: [
      "SO_REUSEADDR",
      [
        ["1", "set"],
        ["0", "not set"],
      ],
    ],
    reuse: [
      "tcp_tw_reuse",
      [
        ["0", "0"],
        ["1", "1"],
        ["2", "2"],
      ],
    ],
    rfc1337: [
      "tcp_rfc1337",
      [
        ["0", "0"],
        ["1", "1"],
      ],
    ],
    loopback: [
      "Hosts",
      [
        ["1", "one, by loopback"],
        ["0", "two, by cable"],
      ],
    ],
    loses: [
      "Lost for certain",
      [
        ["nothing", "nothing"],
        ["last-ack", "each last ACK"],
      ],
    ],
  },
  numbers: {
    seq: ["Sequence number", "rcv_nxt +"],
    ts: ["Timestamp", "ts_recent +"],
    after: ["After TIME_WAIT began", "s"],
    lived: ["The connection has lived", "s"],
    sent: ["The client has sent", "bytes"],
    len: ["Payload", "bytes"],
    delay: ["tcp_tw_reuse_delay", "ms"],
    latency: ["One way", "ms"],
    loss: ["Loss", "%"],
    duplicates: ["Duplicates", "%"],
    seed: ["Seed", ""],
  },
  older: "older",
  newer: "newer",
  noTimestamp: "no timestamp option",
  noTs: "no TS",
  groups: {
    comes: "Your packet",
    old: "The old connection",
    more: "More about it",
    settings: "Settings",
    network: "The network",
  },
  loading: "The model is on its way …",
  failed: "The model could not be loaded. Touch a control to try again.",
  wrongInLink: (names) =>
    `The link has values that this page does not know, for: ${names}. They are left as at the start.`,
  wrongHere: "Not a number that fits here. The last one that did still counts.",
  you: "you",
  socket: "The socket",
  noSocket: "none",
  before: "before",
  after: "after",
  whole: "The whole connection, packet by packet",
  map: "Where your SYN lands",
  mapCaption: "What becomes of a SYN, by its sequence number (across) and its timestamp (down)",
  seqGroups: ["older or equal seq", "newer seq", "opposite"],
  fates: {
    accepted: "accepted: SYN-ACK",
    refused: "refused: TIME_WAIT stays",
    restarted: "refused, and the 60 s restart",
    reset: "an RST comes back",
    dropped: "dropped in silence",
  },
  square: (seq, tsval, fate) => `seq ${seq}, TSval ${tsval}: ${fate}`,
  down: "Across: the SYN’s sequence number, from `rcv_nxt`. Down: its TSval, from `ts_recent`.",
  measured: (count, all, release) =>
    count === all
      ? `Each of the ${all} squares is a measurement on Linux ${release}; the model says the same.`
      : `${count} of the ${all} squares were measured on Linux ${release}, and the model says the same; the rest are the model’s.`,
  modelled: (by) =>
    `The squares are the model’s answers for ${by}; nothing was measured in this situation.`,
  branches: "The branches it took",
  on: (host, state) => `${host}, ${state}`,
  returns: "returned",
  sent: (answer) => `${answer} is sent`,
  nothingSent: "nothing is sent",
  model: "The model",
  compare: "Model and kernel",
  agrees: (release) => `The model says so; Linux ${release} did the same.`,
  differs: (release) => `The model says so. Linux ${release} did otherwise:`,
  evidence: (id) => `Recorded case ${id}`,
  inSession: (id) => `Session ${id}`,
  unrecorded: "The model says so. No kernel was recorded in this situation.",
  sources: {
    standard: "Read in the standard’s text; a standard cannot be measured.",
    read: (rules) =>
      `The model says so, from the source of Linux ${rules}; that kernel was not measured.`,
  },
  rows: {
    reaction: "comes back",
    after: "then",
    restarted: "60 s restart",
    isn: "begins at",
    errno: "error",
    happened: "what happened",
  },
  yes: "yes",
  no: "no",
  isn: { continued: "snd_nxt + 65,537", fresh: "a fresh number" },
  others: "The same, by other rules",
  link: "This situation as a link",
  copy: "Copy link",
  copied: "Copied",
  everywhere: "As measured, kernel by kernel",
  alike: (kernels) => `Linux ${kernels}: each square is a measurement.`,
  grids: {
    ts: "The old connection had timestamps",
    plain: "The old connection had no timestamps",
  },
  recorded: "Situations that were recorded",
  recordedIntro:
    "Each was played on real kernels. The first link shows the recording; the second sets the instrument to the same numbers.",
  setUp: "Set it up",
  session: "Session",
  kernels: "Kernels",
};

const zh: LabWords = {
  title: "发一个自己的 SYN",
  question: "服务端的一个套接字处于 TIME_WAIT，你就是对端。选定 SYN 里的数字，看 Linux 怎么处置。",
  noScript:
    "选择需要 JavaScript。没有它，本页只显示一个 SYN 和它得到的回应；再往下是 144 个 SYN 在五个内核上得到的回应。",
  controls: "情形",
  start: "从这里开始",
  startOwn: "自己的一个 SYN",
  startRulings: "一个 SYN，两种裁决：Linux 拒绝，RFC 6191 接受",
  startRecorded: "录下的会话",
  rules: { title: "内核", read: "只读过源码", measured: "实测", standards: "或一份标准" },
  choices: {
    closes: [
      "谁先关闭",
      [
        ["server", "服务端"],
        ["client", "客户端"],
        ["both", "同时"],
      ],
    ],
    timestamps: [
      "时间戳",
      [
        ["1", "开"],
        ["0", "关"],
      ],
    ],
    by: [
      "用什么关闭",
      [
        ["fin", "FIN"],
        ["rst", "RST（SO_LINGER 为 0）"],
      ],
    ],
    other: [
      "另一端",
      [
        ["closes", "也关闭"],
        ["stays", "一直不关"],
      ],
    ],
    next: [
      "接下来来的是",
      [
        ["segment", "一个包"],
        ["connect", "connect()"],
        ["nothing", "什么也没有"],
      ],
    ],
    flags: ["标志", [...SEGMENTS, ["none", "无"]]],
    listens: [
      "服务端的端口上",
      [
        ["1", "有监听者"],
        ["0", "没有监听者"],
      ],
    ],
    behind: [
      "这个裸包背后",
      [
        ["0", "没有内核"],
        ["1", "有内核，会回应"],
      ],
    ],
    who: [
      "谁来连接",
      [
        ["same", "同一个客户端"],
        ["another", "同一地址背后的另一个"],
      ],
    ],
    port: [
      "客户端的端口",
      [
        ["bound", "先 bind()"],
        ["chosen", "由内核选"],
      ],
    ],
    reuseaddr: [
      "SO_REUSEADDR",
      [
        ["1", "设了"],
        ["0", "没设"],
      ],
    ],
    reuse: [
      "tcp_tw_reuse",
      [
        ["0", "0"],
        ["1", "1"],
        ["2", "2"],
      ],
    ],
    rfc1337: [
      "tcp_rfc1337",
      [
        ["0", "0"],
        ["1", "1"],
      ],
    ],
    loopback: [
      "主机",
      [
        ["1", "一台，走回环"],
        ["0", "两台，走网线"],
      ],
    ],
    loses: [
      "必定丢失",
      [
        ["nothing", "没有"],
        ["last-ack", "每个最后的 ACK"],
      ],
    ],
  },
  numbers: {
    seq: ["序列号", "rcv_nxt +"],
    ts: ["时间戳", "ts_recent +"],
    after: ["TIME_WAIT 开始之后", "s"],
    lived: ["连接存活了", "s"],
    sent: ["客户端发送了", "字节"],
    len: ["数据", "字节"],
    delay: ["tcp_tw_reuse_delay", "ms"],
    latency: ["单程", "ms"],
    loss: ["丢包", "%"],
    duplicates: ["重复", "%"],
    seed: ["种子", ""],
  },
  older: "更旧",
  newer: "更新",
  noTimestamp: "不带时间戳选项",
  noTs: "无 TS",
  groups: {
    comes: "你的包",
    old: "旧连接",
    more: "再具体些",
    settings: "设置",
    network: "网络",
  },
  loading: "正在加载模型……",
  failed: "模型没有加载成功。再动一下任一控件，就会重试。",
  wrongInLink: (names) => `链接里有本页不认得的值：${names}。这几项保持最初的样子。`,
  wrongHere: "这里填不了这个数，仍以上一个为准。",
  you: "你",
  socket: "套接字",
  noSocket: "无",
  before: "之前",
  after: "之后",
  whole: "整条连接，逐个包",
  map: "你的 SYN 落在哪里",
  mapCaption: "SYN 的命运：横向是序列号，纵向是时间戳",
  seqGroups: ["更旧或相等", "更新", "正对面"],
  fates: {
    accepted: "接受：SYN-ACK",
    refused: "拒绝：TIME_WAIT 留着",
    restarted: "拒绝，且 60 秒重新计时",
    reset: "回来的是 RST",
    dropped: "默默丢弃",
  },
  square: (seq, tsval, fate) => `序列号 ${seq}，TSval ${tsval}：${fate}`,
  down: "横向：SYN 的序列号，从 `rcv_nxt` 算起。纵向：它的 TSval，从 `ts_recent` 算起。",
  measured: (count, all, release) =>
    count === all
      ? `${all} 格全是在 Linux ${release} 上测得的，模型说的也一样。`
      : `${all} 格中有 ${count} 格是在 Linux ${release} 上测得的，模型说的也一样；其余是模型的回答。`,
  modelled: (by) => `这些格子是模型按 ${by} 给出的回答，这种情形没有实测。`,
  branches: "它走过的分支",
  on: (host, state) => `${host}，${state}`,
  returns: "返回",
  sent: (answer) => `发出 ${answer}`,
  nothingSent: "什么也不发",
  model: "模型",
  compare: "模型与内核",
  agrees: (release) => `模型这样说，Linux ${release} 也是这样做的。`,
  differs: (release) => `模型这样说。Linux ${release} 却不是：`,
  evidence: (id) => `录下的案例 ${id}`,
  inSession: (id) => `实录 ${id}`,
  unrecorded: "这是模型说的。没有在这种情形下录过内核。",
  sources: {
    standard: "依据标准的文字；标准无法实测。",
    read: (rules) => `这是模型说的，依据 Linux ${rules} 的源码；那个内核没有实测。`,
  },
  rows: {
    reaction: "回来的",
    after: "之后",
    restarted: "60 秒重新计时",
    isn: "起始于",
    errno: "错误",
    happened: "发生的事",
  },
  yes: "是",
  no: "否",
  isn: { continued: "snd_nxt + 65,537", fresh: "全新的号" },
  others: "同样的情形，换别的规则",
  link: "把这个情形存成链接",
  copy: "复制链接",
  copied: "已复制",
  everywhere: "各个内核实测",
  alike: (kernels) => `Linux ${kernels}：每一格都是实测。`,
  grids: { ts: "旧连接有时间戳", plain: "旧连接没有时间戳" },
  recorded: "录下的情形",
  recordedIntro: "每一个都在真实内核上做过。前一个链接是实录，后一个把仪器调到同样的数字。",
  setUp: "照样设置",
  session: "实录",
  kernels: "内核",
};

export const labWords: Record<Lang, LabWords> = { en, "zh-cn": zh };
