import type { Lang } from "../lang.ts";
import { distance } from "./numbers.ts";

/** What the segment brought, told from what was expected. */
export interface Brought {
  /** How far its sequence number lies from rcv_nxt. */
  readonly seq: number;
  /** How far its TSval lies from ts_recent; null where either has none. */
  readonly tsval: number | null;
}

type Say = (value: boolean, brought: Brought) => string;

const either =
  (yes: string, no: string): Say =>
  (value) =>
    value ? yes : no;

const EN: Readonly<Record<string, Say>> = {
  "tw_substate == TCP_FIN_WAIT2": either(
    "only this side has closed; the peer has not",
    "both sides have closed",
  ),
  "!paws_reject": (_, { tsval }) =>
    tsval === null
      ? "there is no timestamp that could be old"
      : tsval === 0
        ? "TSval equals ts_recent: not old"
        : `TSval is ${distance(tsval)} ${tsval < 0 ? "older" : "newer"} than ts_recent`,
  paws_reject: either("an old timestamp: the 60 s start again", "no old timestamp"),
  "seq == tw_rcv_nxt": (value, { seq }) =>
    value ? "exactly the number expected" : `off by ${distance(seq)}`,
  "seq == end_seq": either("it takes no numbers: empty", "it takes numbers: SYN, FIN or data"),
  "th->rst": either("it is a reset", "it is no reset"),
  "!th->rst": either("it is no reset", "it is a reset"),
  "!sysctl_tcp_rfc1337": either("tcp_rfc1337 is 0: obeyed", "tcp_rfc1337 is 1: ignored"),
  "th->syn": either("it is a SYN", "it is no SYN"),
  "!th->ack": either("it acknowledges nothing", "it acknowledges something"),
  "th->ack": either("it acknowledges something: the 60 s start again", "the 60 s go on"),
  "!th->fin": either("it is not the peer’s FIN", "it is a FIN"),
  "after(seq, tw_rcv_nxt)": (value, { seq }) =>
    value
      ? Math.abs(seq) === 2 ** 31
        ? "half the space away: both before and after"
        : `${distance(seq)} past rcv_nxt`
      : seq === 0
        ? "rcv_nxt itself: not after it"
        : `${distance(seq)} before rcv_nxt`,
  saw_tstamp: either("there are timestamps to compare", "there is no timestamp to compare"),
  "(s32)(tw_ts_recent - rcv_tsval) < 0": (value, { tsval }) =>
    value ? `TSval is ${distance(tsval ?? 0)} newer` : "TSval is not newer",
  "tcp_oow_rate_limited()": either(
    "an ACK like this left less than 500 ms ago",
    "no ACK like this in the last 500 ms",
  ),
  "inet_lookup_listener()": either("somebody listens on the port", "nobody listens on the port"),
  "!tcp_in_window()": either("outside the window", "in the window"),
  "!before(seq, tw_rcv_nxt)": either("it begins nothing old", "it begins before rcv_nxt"),
  "!after(end_seq, tw_rcv_nxt)": either("it brings nothing new", "it brings something new"),
  "end_seq == seq": either("it is empty", "it is not empty"),
  "end_seq != tw_rcv_nxt + 1": either("it brings data, too", "nothing but the FIN"),
  "sk->sk_reuse": either("the new socket has SO_REUSEADDR", "the new socket has no SO_REUSEADDR"),
  "sk2->sk_reuse": either("so has the one that has the port", "the one that has the port has not"),
  "sk2->sk_state != TCP_LISTEN": either("that one does not listen", "that one listens"),
  "reuse == 2": either("tcp_tw_reuse is 2: loopback only", "tcp_tw_reuse is not 2"),
  "!loopback": either("this is not loopback", "this is loopback"),
  ts_recent_stamp: either(
    "the old connection had timestamps",
    "the old connection had no timestamps",
  ),
  "!twp": either("the port was bound before: no more questions", "the kernel has chosen the port"),
  reuse: either("tcp_tw_reuse allows it", "tcp_tw_reuse does not allow it"),
  "time_after()": either("long enough ago", "too short a time ago"),
  // Standards.
  "the SYN is in the window": either("an error: reset", "outside: an ACK"),
  "SEG.SEQ > last seen": either("newer than the FIN’s", "not newer than the FIN’s"),
  "old connection used timestamps": either("it did", "it did not"),
  "SYN has a timestamp": either("it has one", "it has none"),
  "SEG.TSval > last seen": either("newer: accept", "not newer"),
  "SEG.TSval == last seen": either("equal: the number decides", "not equal, so older"),
};

const ZH: Readonly<Record<string, Say>> = {
  "tw_substate == TCP_FIN_WAIT2": either("只有本端关闭了，对端还没有", "两端都已关闭"),
  "!paws_reject": (_, { tsval }) =>
    tsval === null
      ? "没有时间戳，谈不上旧"
      : tsval === 0
        ? "TSval 等于 ts_recent：不算旧"
        : `TSval 比 ts_recent ${tsval < 0 ? "旧" : "新"} ${distance(tsval)}`,
  paws_reject: either("时间戳旧：60 秒重新计时", "时间戳不旧"),
  "seq == tw_rcv_nxt": (value, { seq }) => (value ? "正是所期待的号" : `差 ${distance(seq)}`),
  "seq == end_seq": either("不占序列号：空的", "占序列号：有 SYN、FIN 或数据"),
  "th->rst": either("是 RST", "不是 RST"),
  "!th->rst": either("不是 RST", "是 RST"),
  "!sysctl_tcp_rfc1337": either("tcp_rfc1337 为 0：服从", "tcp_rfc1337 为 1：忽略"),
  "th->syn": either("是 SYN", "不是 SYN"),
  "!th->ack": either("没有 ACK 标志", "有 ACK 标志"),
  "th->ack": either("有 ACK 标志：60 秒重新计时", "60 秒继续走"),
  "!th->fin": either("不是对端的 FIN", "是 FIN"),
  "after(seq, tw_rcv_nxt)": (value, { seq }) =>
    value
      ? Math.abs(seq) === 2 ** 31
        ? "隔着半个序列空间：既在前又在后"
        : `在 rcv_nxt 之后 ${distance(seq)}`
      : seq === 0
        ? "就是 rcv_nxt：不在其后"
        : `在 rcv_nxt 之前 ${distance(seq)}`,
  saw_tstamp: either("有时间戳可比", "没有时间戳可比"),
  "(s32)(tw_ts_recent - rcv_tsval) < 0": (value, { tsval }) =>
    value ? `TSval 新 ${distance(tsval ?? 0)}` : "TSval 不更新",
  "tcp_oow_rate_limited()": either("500 ms 之内已发过这样的 ACK", "500 ms 之内没发过这样的 ACK"),
  "inet_lookup_listener()": either("端口上有监听者", "端口上没有监听者"),
  "!tcp_in_window()": either("在窗口之外", "在窗口之内"),
  "!before(seq, tw_rcv_nxt)": either("起点不旧", "起点在 rcv_nxt 之前"),
  "!after(end_seq, tw_rcv_nxt)": either("没有带来新东西", "带来了新东西"),
  "end_seq == seq": either("是空的", "不是空的"),
  "end_seq != tw_rcv_nxt + 1": either("还带着数据", "只有 FIN"),
  "sk->sk_reuse": either("新套接字设了 SO_REUSEADDR", "新套接字没设 SO_REUSEADDR"),
  "sk2->sk_reuse": either("占着端口的那个也设了", "占着端口的那个没设"),
  "sk2->sk_state != TCP_LISTEN": either("那个不在监听", "那个在监听"),
  "reuse == 2": either("tcp_tw_reuse 为 2：只限回环", "tcp_tw_reuse 不是 2"),
  "!loopback": either("不是回环", "是回环"),
  ts_recent_stamp: either("旧连接有时间戳", "旧连接没有时间戳"),
  "!twp": either("端口是先绑定的：不再多问", "端口是内核选的"),
  reuse: either("tcp_tw_reuse 允许", "tcp_tw_reuse 不允许"),
  "time_after()": either("间隔够久", "间隔太短"),
  "the SYN is in the window": either("算错误：RST", "在窗口之外：ACK"),
  "SEG.SEQ > last seen": either("比 FIN 的序列号新", "不比 FIN 的序列号新"),
  "old connection used timestamps": either("用过", "没用过"),
  "SYN has a timestamp": either("带着", "没带"),
  "SEG.TSval > last seen": either("更新：接受", "不更新"),
  "SEG.TSval == last seen": either("相等：由序列号决定", "不相等，也就是更旧"),
};

const WORDS: Record<Lang, Readonly<Record<string, Say>>> = { en: EN, "zh-cn": ZH };

/** What a condition came to, in words; nothing for one that no words are known of. */
export const explain = (condition: string, value: boolean, brought: Brought, lang: Lang): string =>
  WORDS[lang][condition]?.(value, brought) ?? "";

/** Whether there are words for a condition, in both languages. */
export const explained = (condition: string): boolean => condition in EN && condition in ZH;
