import type { Lang } from "../lang.ts";
import type { Reason, Refusal } from "./facts.ts";

/** What became of a TIME_WAIT, or of the FIN_WAIT2 kept like it. */
export interface Effect {
  readonly state: string;
  /** In words. */
  readonly left: string;
}

/** How the instrument's answers are put into words: a headline, and sentences. */
export interface VerdictWords {
  readonly accepted: string;
  readonly refused: string;
  readonly silent: string;
  readonly reset: string;
  readonly lost: string;
  readonly lostText: string;
  readonly newConnection: (state: string) => string;
  readonly tooLate: string;
  readonly never: string;
  readonly stray: string;
  readonly otherState: (state: string) => string;
  readonly because: Readonly<Record<Reason, string>>;
  readonly pawsVeto: string;
  readonly stays: (effect: Effect) => string;
  readonly restarts: (effect: Effect) => string;
  readonly gone: (effect: Effect) => string;
  readonly early: (effect: Effect) => string;
  readonly enters: string;
  readonly isn: Readonly<Record<"continued" | "fresh", string>>;
  /** connect(). */
  readonly succeeds: string;
  readonly succeedsAfter: (took: string) => string;
  readonly fails: (call: string, errno: string) => string;
  readonly trying: (took: string) => string;
  readonly tookOver: (state: string) => string;
  readonly opened: Readonly<Record<"new" | "reopened", string>>;
  readonly healed: (took: string) => string;
  readonly ended: (state: string) => string;
  readonly inUse: string;
  readonly refusals: Readonly<Record<Refusal, string>>;
  readonly noPacket: string;
  /** Nothing comes. */
  readonly holds: (side: string, state: string, left: string) => string;
  readonly bothHold: (left: string) => string;
  readonly nobody: string;
  readonly side: Readonly<Record<"client" | "server", string>>;
  readonly holdsText: (state: string) => string;
  readonly resetText: string;
  readonly overText: string;
  /** Standards. */
  readonly permitted: string;
  readonly standard: Readonly<Record<string, string>>;
  readonly notAsked: string;
  readonly notAskedText: string;
  /** The hosts answered each other's answers until the model's path carried no more. */
  readonly stormText: (packets: number) => string;
}

const en: VerdictWords = {
  accepted: "Accepted: a SYN-ACK comes back",
  refused: "Refused: an ACK comes back",
  silent: "Nothing comes back",
  reset: "An RST comes back",
  lost: "Lost on its way",
  lostText: "The packet never arrives. Choose another seed, or less loss.",
  newConnection: () => "Let in as a new connection",
  tooLate: "TIME_WAIT is over: nothing is left of the old connection, and nothing is compared.",
  never: "No TIME_WAIT was left behind, so nothing is compared.",
  stray: "Nobody knows the connection that it belongs to.",
  otherState: (state) =>
    `It meets no TIME_WAIT but ${state}: the old connection has not come to its end.`,
  because: {
    "newer-seq": "Its sequence number lies past `rcv_nxt`. That alone is enough.",
    "newer-tsval":
      "Its sequence number is not newer, but its timestamp is, and either of the two is enough.",
    paws: "PAWS rejects the segment because its timestamp is older than the last one accepted.",
    old: "Neither its sequence number nor its timestamp is newer. One of the two would have to be.",
    "old-equal":
      "Its sequence number is not newer, and its timestamp is equal: too new for PAWS to reject, not new enough to reopen.",
    "old-plain": "Its sequence number is not newer, and it has no timestamp that could be.",
    "old-unstamped":
      "Its sequence number is not newer, and nothing else counts where the old connection had no timestamps.",
    "nobody-listens":
      "It would be let in, but nobody listens on that port. So it gets the ACK that other segments get.",
    "syn-fin":
      "It passes the test, and TIME_WAIT is given up for it. Then the listener drops it: a SYN with a FIN opens nothing.",
    "not-a-syn":
      "Only a bare SYN can reopen a connection. What else comes and is not exactly what was expected gets an ACK.",
    "rst-exact":
      "A reset with exactly the number expected is obeyed. RFC 1337 calls it assassination.",
    "rst-ignored": "Its number is exact, but `tcp_rfc1337` is 1, so the reset is ignored.",
    "rst-inexact":
      "A reset is never answered, and one whose number is not exactly `rcv_nxt` does nothing.",
    "rst-old": "Its timestamp is older than the last one accepted, so the reset is dropped.",
    "ack-exact": "Empty, and exactly the number expected: it is taken without an answer.",
    limited: "An ACK has just left to another segment like it; the next one is held back.",
    "half-outside": "It lies outside the window, so it gets an ACK.",
    "half-rst": "A reset in the window is obeyed.",
    "half-syn": "The peer has not closed yet: a SYN in the window is an error, and ends it.",
    "half-duplicate": "It brings nothing new.",
    "half-data": "Nobody is left to read what it brings, so it ends in a reset.",
    "half-fin": "It is the peer’s FIN, and it is acknowledged.",
  },
  pawsVeto:
    "The sequence number is newer, and it does not help. PAWS rejects the segment because its timestamp is older, and that vetoes everything after it.",
  stays: ({ state, left }) => `${state} stays; ${left} are left of it.`,
  restarts: ({ state }) => `${state} stays, and its sixty seconds start again.`,
  gone: ({ state, left }) => `${state} is gone, ${left} early.`,
  early: ({ left }) => `TIME_WAIT ends ${left} early, and the connection is open again.`,
  enters: "FIN_WAIT2 becomes TIME_WAIT, and sixty seconds begin.",
  isn: {
    continued: "The SYN-ACK goes on where the old connection ended: at `snd_nxt` + 65,537.",
    fresh:
      "The SYN-ACK begins at a fresh number: this kernel computes `snd_nxt` + 65,537 and loses it.",
  },
  succeeds: "connect() succeeds at once",
  succeedsAfter: (took) => `connect() succeeds after ${took}`,
  fails: (call, errno) => `${call}() fails: ${errno}`,
  trying: (took) => `connect() is still trying after ${took}`,
  tookOver: (state) =>
    `The client’s own ${state} is taken over: the new SYN goes on at the old \`snd_nxt\` + 65,537.`,
  opened: {
    new: "The server knows nothing of the old connection and lets the SYN in as any other.",
    reopened: "The server’s TIME_WAIT lets the SYN in.",
  },
  healed: (took) =>
    `The first SYN is refused with an ACK. The client answers with a reset, which clears the way, and sends its SYN again: ${took} in all.`,
  ended: (state) => `That reset ends the server’s ${state}.`,
  inUse: "The old socket has the port, and only where both set SO_REUSEADDR may two have it.",
  refusals: {
    "no-timestamps":
      "The old connection had no timestamps, so the kernel could not tell its late segments from new ones. No setting helps.",
    "reuse-off": "The kernel has chosen the port, and `tcp_tw_reuse` is 0.",
    "not-loopback":
      "The kernel has chosen the port, and `tcp_tw_reuse` is 2, which allows it on loopback only.",
    "too-early": "The kernel has chosen the port, and TIME_WAIT has not lasted long enough.",
    half: "The kernel has chosen the port, and what holds it is FIN_WAIT2, whose peer has not closed.",
    "in-use": "The four-tuple belongs to a connection that is not over.",
  },
  noPacket: "No packet leaves.",
  holds: (side, state, left) => `The ${side} holds ${state}, for ${left} more`,
  bothHold: (left) => `Both hold TIME_WAIT, for ${left} more`,
  nobody: "Nobody holds anything",
  side: { client: "client", server: "server" },
  holdsText: (state) =>
    state === "FIN_WAIT2"
      ? "It has closed, and its peer has not. Linux keeps that in the same small record, for the same sixty seconds."
      : "Who sends the first FIN waits; who sends the last one is rid of it.",
  resetText: "A reset ends a connection at once. Nobody waits for anything.",
  overText: "Sixty seconds are over.",
  permitted: "Permitted: a SYN-ACK. Else an ACK",
  standard: {
    "RFC 793":
      "TIME-WAIT is a state like the others there: a SYN in the window is an error, any other gets an ACK.",
    "RFC 9293":
      "It MAY accept the SYN, on conditions that a host can keep; else it answers with a challenge ACK.",
    "RFC 6191":
      "Timestamps first: a newer one is accepted, and so is any where the old connection had none. Where they are equal, or the SYN has none, a newer sequence number decides. Anything else is dropped in silence.",
  },
  notAsked: "The standard is not asked",
  notAskedText:
    "It is asked only about a SYN that meets TIME_WAIT. What is shown is what Linux 6.18 does.",
  stormText: (packets) =>
    `The two hosts answered each other's answers: a storm. The path carried ${packets} packets and lost the rest.`,
};

const zh: VerdictWords = {
  accepted: "接受：回来的是 SYN-ACK",
  refused: "拒绝：回来的是 ACK",
  silent: "什么也没有回来",
  reset: "回来的是 RST",
  lost: "丢在了路上",
  lostText: "包没有到达。换一个种子，或者调低丢包率。",
  newConnection: () => "作为新连接放行",
  tooLate: "TIME_WAIT 已经结束：旧连接什么也没留下，没有可比较的东西。",
  never: "没有留下 TIME_WAIT，没有可比较的东西。",
  stray: "没有谁认得它所属的连接。",
  otherState: (state) => `它遇到的不是 TIME_WAIT，而是 ${state}：旧连接还没有走到终点。`,
  because: {
    "newer-seq": "它的序列号在 `rcv_nxt` 之后。单凭这一点就够了。",
    "newer-tsval": "它的序列号不更新，但时间戳更新，两者有其一就够了。",
    paws: "它的时间戳比上次接受的旧，PAWS 因此拒绝这个报文段。",
    old: "序列号和时间戳都不更新。两者至少要有一个更新。",
    "old-equal": "它的序列号不更新，时间戳则相等：没旧到被 PAWS 拒绝，也没新到可以重新打开连接。",
    "old-plain": "它的序列号不更新，也没有时间戳可以更新。",
    "old-unstamped": "它的序列号不更新；旧连接没有时间戳，别的都不算数。",
    "nobody-listens":
      "它本可以放行，但那个端口上没有监听者，于是和别的报文段一样，只得到一个 ACK。",
    "syn-fin":
      "它通过了检查，TIME_WAIT 为它让了位，监听者却丢弃了它：带 FIN 的 SYN 打不开任何连接。",
    "not-a-syn":
      "只有单纯的 SYN 能重新打开连接。其余的报文段，只要不恰好是所期待的，都得到一个 ACK。",
    "rst-exact": "序列号恰好是所期待的 RST，会被服从。RFC 1337 称之为“暗杀”（assassination）。",
    "rst-ignored": "序列号恰好，但 `tcp_rfc1337` 为 1，这个 RST 被忽略。",
    "rst-inexact": "RST 从不得到回应；序列号不恰好等于 `rcv_nxt` 的，什么也改变不了。",
    "rst-old": "它的时间戳比上次接受的旧，这个 RST 被丢弃。",
    "ack-exact": "空的，序列号又恰好是所期待的：收下，不作回应。",
    limited: "刚为同类报文段发过 ACK，这一个就不发了。",
    "half-outside": "它落在窗口之外，于是得到一个 ACK。",
    "half-rst": "窗口之内的 RST 会被服从。",
    "half-syn": "对端还没有关闭：窗口之内的 SYN 是错误，连接就此了结。",
    "half-duplicate": "它没有带来新东西。",
    "half-data": "它带来的数据已经没有人读，于是以 RST 了结。",
    "half-fin": "这是对端的 FIN，得到了确认。",
  },
  pawsVeto: "序列号更新，却无济于事。它的时间戳更旧，PAWS 因此拒绝这个报文段，其余一概不看。",
  stays: ({ state, left }) => `${state} 留着，还剩 ${left}。`,
  restarts: ({ state }) => `${state} 留着，六十秒重新计时。`,
  gone: ({ state, left }) => `${state} 没有了，提前了 ${left}。`,
  early: ({ left }) => `TIME_WAIT 提前 ${left} 结束，连接重新打开。`,
  enters: "FIN_WAIT2 变为 TIME_WAIT，六十秒开始计时。",
  isn: {
    continued: "SYN-ACK 的序列号接着旧连接的末尾：`snd_nxt` + 65,537。",
    fresh: "SYN-ACK 用了全新的序列号：这个内核算出了 `snd_nxt` + 65,537，又把它弄丢了。",
  },
  succeeds: "connect() 立即成功",
  succeedsAfter: (took) => `connect() 在 ${took} 后成功`,
  fails: (call, errno) => `${call}() 失败：${errno}`,
  trying: (took) => `过了 ${took}，connect() 仍在尝试`,
  tookOver: (state) => `客户端接管了自己的 ${state}：新的 SYN 从旧的 \`snd_nxt\` + 65,537 继续。`,
  opened: {
    new: "服务端对旧连接一无所知，像对别的 SYN 一样放行。",
    reopened: "服务端的 TIME_WAIT 放行了这个 SYN。",
  },
  healed: (took) =>
    `第一个 SYN 被拒绝，得到一个 ACK。客户端回以 RST，扫清了道路，再发一次 SYN：一共用了 ${took}。`,
  ended: (state) => `那个 RST 了结了服务端的 ${state}。`,
  inUse: "旧套接字占着端口；只有两者都设了 SO_REUSEADDR，才能共用。",
  refusals: {
    "no-timestamps": "旧连接没有时间戳，内核无从区分它迟到的报文段和新的报文段。改什么设置都没用。",
    "reuse-off": "端口是内核选的，而 `tcp_tw_reuse` 为 0。",
    "not-loopback": "端口是内核选的，而 `tcp_tw_reuse` 为 2，只在回环上允许。",
    "too-early": "端口是内核选的，而 TIME_WAIT 持续得还不够久。",
    half: "端口是内核选的，而占着它的是 FIN_WAIT2，对端还没有关闭。",
    "in-use": "这个四元组属于一条还没有结束的连接。",
  },
  noPacket: "没有发出任何包。",
  holds: (side, state, left) => `${side}持有 ${state}，还剩 ${left}`,
  bothHold: (left) => `两端都持有 TIME_WAIT，还剩 ${left}`,
  nobody: "没有谁持有什么",
  side: { client: "客户端", server: "服务端" },
  holdsText: (state) =>
    state === "FIN_WAIT2"
      ? "它已关闭，对端还没有。Linux 把这个状态存在同样小的记录里，同样只留六十秒。"
      : "谁先发 FIN，谁等待；最后发 FIN 的一方则没有负担。",
  resetText: "RST 当即了结连接，谁也不用等。",
  overText: "六十秒已过。",
  permitted: "允许：SYN-ACK，否则 ACK",
  standard: {
    "RFC 793": "在那里，TIME-WAIT 与别的状态一样：窗口之内的 SYN 是错误，其余的得到一个 ACK。",
    "RFC 9293": "在主机自己能遵守的条件下，它 MAY 接受这个 SYN；否则回以质询 ACK。",
    "RFC 6191":
      "先看时间戳：更新就接受；旧连接没有时间戳的，带着就接受。相等，或者 SYN 不带时，看序列号是否更新。其余的默默丢弃。",
  },
  notAsked: "没有问到这份标准",
  notAskedText: "只有当 SYN 遇到 TIME_WAIT 时才问它。这里显示的是 Linux 6.18 的做法。",
  stormText: (packets) =>
    `两台主机互相应答对方的应答，形成了风暴。这条路径送了${packets}个报文段，其余的都丢了。`,
};

export const verdictWords: Record<Lang, VerdictWords> = { en, "zh-cn": zh };
