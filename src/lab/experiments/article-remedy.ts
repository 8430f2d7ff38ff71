import type { Bench } from "../bench.ts";
import type { Measurement } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { callsIn, STRACE } from "../strace.ts";
import { KEPT, serve, showsTimeWait, SS } from "./first-closer.ts";

/** The article's client, and how it is watched. */
const CONNECT = `${STRACE} ncat -p 59818 127.0.0.1 8888 </dev/null`;

const TIMESTAMPS = "net.ipv4.tcp_timestamps";
const REUSE = "net.ipv4.tcp_tw_reuse";

/** A case: what is set when TIME_WAIT is made, what is changed then, and how often it is tried. */
interface Case {
  readonly id: string;
  readonly made: { readonly timestamps: 0 | 1; readonly reuse: 0 | 1 };
  readonly then?: { readonly timestamps: 0 | 1; readonly reuse: 0 | 1 };
  /** Seconds. */
  readonly wait: number;
  readonly tries: number;
}

const cases: readonly Case[] = [
  { id: "neither", made: { timestamps: 0, reuse: 0 }, wait: 0, tries: 1 },
  {
    id: "both-afterwards",
    made: { timestamps: 0, reuse: 0 },
    then: { timestamps: 1, reuse: 1 },
    wait: 2,
    tries: 1,
  },
  { id: "only-reuse", made: { timestamps: 0, reuse: 1 }, wait: 2, tries: 1 },
  { id: "only-timestamps", made: { timestamps: 1, reuse: 0 }, wait: 0, tries: 1 },
  { id: "both", made: { timestamps: 1, reuse: 1 }, wait: 0, tries: 1 },
  {
    id: "timestamps-off-afterwards",
    made: { timestamps: 1, reuse: 0 },
    then: { timestamps: 0, reuse: 0 },
    wait: 0,
    tries: 3,
  },
];

/** The article's two settings, one at a time: which of them it was that helped. */
export const articleRemedy: Measurement = {
  name: "article-remedy",
  title: {
    en: "The article’s two settings, one at a time: tcp_timestamps=1 was the cure",
    "zh-cn": "文章的两项设置，逐项验证：起作用的是 tcp_timestamps=1",
  },
  summary: {
    en: "The article cures “Cannot assign requested address” with tcp_tw_reuse=1 and tcp_timestamps=1. Each alone, both, and both only after TIME_WAIT was made: whether the article’s command connects again from the same port.",
    "zh-cn":
      "文章用 tcp_tw_reuse=1 和 tcp_timestamps=1 解决“Cannot assign requested address”。只设其一、两者都设、TIME_WAIT 产生之后才设：文章的命令能否从同一端口再次连上。",
  },
  tools: ["ncat", "strace", "sysctl"],
  programs: ["listen.go"],
  columns: [
    { id: "case", title: { en: "case", "zh-cn": "情形" } },
    {
      id: "madeTimestamps",
      title: {
        en: "tcp_timestamps, as TIME_WAIT was made",
        "zh-cn": "产生 TIME_WAIT 时的 tcp_timestamps",
      },
    },
    { id: "timestamps", title: { en: "tcp_timestamps, then", "zh-cn": "之后的 tcp_timestamps" } },
    { id: "reuse", title: { en: "tcp_tw_reuse, then", "zh-cn": "之后的 tcp_tw_reuse" } },
    { id: "wait", title: { en: "wait", "zh-cn": "等待" }, unit: "s" },
    { id: "attempt", title: { en: "attempt", "zh-cn": "第几次" } },
    { id: "connects", title: { en: "connects", "zh-cn": "连上" } },
    { id: "call", title: { en: "call that fails", "zh-cn": "失败的调用" } },
    { id: "errno", title: { en: "errno", "zh-cn": "errno" } },
  ],

  async measure(bench) {
    for (const each of cases) await measureCase(bench, each);
    const outcome = (id: string, connects: boolean, en: string, zh: string) =>
      bench.check(
        id,
        { en, "zh-cn": zh },
        {
          where: { case: id },
          ...(connects
            ? { column: "connects", is: { exactly: true } }
            : { column: "errno", is: { exactly: "EADDRNOTAVAIL" } }),
        },
      );
    outcome("neither", false, "Neither: EADDRNOTAVAIL", "两项都不设：EADDRNOTAVAIL");
    outcome(
      "both-afterwards",
      false,
      "Both, but after TIME_WAIT was made without timestamps: still EADDRNOTAVAIL",
      "TIME_WAIT 在无时间戳时产生，之后才设两项：仍是 EADDRNOTAVAIL",
    );
    outcome(
      "only-reuse",
      false,
      "Only tcp_tw_reuse=1: EADDRNOTAVAIL",
      "只设 tcp_tw_reuse=1：EADDRNOTAVAIL",
    );
    outcome(
      "only-timestamps",
      true,
      "Only tcp_timestamps=1: it connects at once",
      "只设 tcp_timestamps=1：立即连上",
    );
    outcome("both", true, "Both: it connects at once", "两项都设：立即连上");
    outcome(
      "timestamps-off-afterwards",
      true,
      "TIME_WAIT made with timestamps, which are then turned off: it connects, three times",
      "TIME_WAIT 在有时间戳时产生，之后关闭时间戳：三次都连上",
    );
    bench.finds({
      en: "tcp_timestamps=1 is the cure, tcp_tw_reuse is not needed",
      "zh-cn": "起作用的是 tcp_timestamps=1，用不着 tcp_tw_reuse",
    });
  },
};

/** Measures one case: a row per attempt. */
function measureCase(bench: Bench, { id, made, then, wait, tries }: Case): Promise<void> {
  const sysctls = { ...KEPT, [TIMESTAMPS]: String(made.timestamps), [REUSE]: String(made.reuse) };
  return bench.cell("loopback", sysctls, async (cell) => {
    await serve(cell);
    const command = [
      CONNECT,
      SS,
      ...(then ? [`sysctl -w ${REUSE}=${then.reuse} ${TIMESTAMPS}=${then.timestamps}`] : []),
      ...(wait ? [`sleep ${wait}`] : []),
      ...Array.from({ length: tries }, () => CONNECT),
    ].join("; ");
    const { output } = await cell.run("client", command);
    const [first, ...again] = callsIn(output).filter(({ name }) => name === "connect");
    if (!showsTimeWait(output) || first?.errno !== null || again.length !== tries)
      throw new Sentence(`"${command}" did not connect, close and try ${tries} times: ${output}`);
    for (const [index, { name, errno }] of again.entries())
      bench.row({
        case: id,
        madeTimestamps: made.timestamps,
        ...(then ?? made),
        wait,
        attempt: index + 1,
        connects: errno === null,
        call: errno === null ? null : name,
        errno,
      });
  });
}
