import { existsSync } from "node:fs";
import { abreast } from "../abreast.ts";
import type { Bench } from "../bench.ts";
import type { Measurement } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { KEPT } from "./first-closer.ts";
import type { MeasurementCheck as Check } from "../../sessions/measurement.ts";

const PORT = 40000;
const TRIALS = 5;

/** Since 6.14, together with a clock of milliseconds for what it delays. */
const DELAY = "net.ipv4.tcp_tw_reuse_delay";

/** What one-second prints of a trial, in ms. */
interface Trial {
  readonly trial: number;
  readonly began: number;
  readonly refused: number | null;
  readonly accepted: number;
}

/** How old a TIME_WAIT must be before connect() takes it over on a port that the kernel chooses. */
export const oneSecond: Measurement = {
  name: "one-second",
  title: {
    en: "How long tcp_tw_reuse waits",
    "zh-cn": "tcp_tw_reuse 要等多久",
  },
  summary: {
    en: "The kernel may choose from one port only, and holds TIME_WAIT on it. connect() is tried again and again until it succeeds: how old TIME_WAIT was when it was last refused, and when it succeeded. tcp_tw_reuse is 1.",
    "zh-cn":
      "内核只有一个端口可选，而它在这个端口上持有 TIME_WAIT。反复调用 connect() 直到成功：最后一次被拒绝时 TIME_WAIT 有多老，成功时又有多老。tcp_tw_reuse 为 1。",
  },
  tools: ["sysctl"],
  programs: ["one-second.ts"],
  lasts: 20,
  columns: [
    { id: "delay", title: { en: "tcp_tw_reuse_delay", "zh-cn": "tcp_tw_reuse_delay" }, unit: "ms" },
    { id: "trial", title: { en: "trial", "zh-cn": "次序" } },
    {
      id: "began",
      title: {
        en: "TIME_WAIT began, within a second of the kernel’s clock",
        "zh-cn": "TIME_WAIT 开始于内核时钟某一秒的第几毫秒",
      },
      unit: "ms",
    },
    {
      id: "refused",
      title: { en: "last refused, at least so old", "zh-cn": "最后一次被拒绝时，至少已有" },
      unit: "ms",
    },
    {
      id: "accepted",
      title: { en: "accepted, at most so old", "zh-cn": "被接受时，至多已有" },
      unit: "ms",
    },
    {
      id: "ticked",
      title: { en: "accepted, since that second began", "zh-cn": "被接受时，距那一秒开始" },
      unit: "ms",
    },
  ],

  async measure(bench) {
    const exact = existsSync(`/proc/sys/${DELAY.replaceAll(".", "/")}`);
    const delays = exact ? [1, 100, 1000, 3000] : [null];
    const found = await abreast(delays, delays.length, (delay) => trials(bench, delay));
    for (const [index, delay] of delays.entries())
      for (const trial of found[index] ?? []) {
        const ticked = Math.ceil((trial.began + trial.accepted) * 100) / 100;
        bench.row({ delay, ...trial, ticked });
      }
    if (exact) checkMilliseconds(bench, [1, 100, 1000, 3000]);
    else checkSeconds(bench);
  },
};

/** All trials under one tcp_tw_reuse_delay; null where the kernel has none. */
function trials(bench: Bench, delay: number | null): Promise<Trial[]> {
  const sysctls = {
    ...KEPT,
    "net.ipv4.tcp_timestamps": "1",
    "net.ipv4.tcp_tw_reuse": "1",
    "net.ipv4.ip_local_port_range": `${PORT} ${PORT}`,
    ...(delay !== null && { [DELAY]: String(delay) }),
  };
  const many = delay === null ? 2 * TRIALS : TRIALS;
  return bench.cell("loopback", sysctls, async (cell) => {
    const { exit, output } = await cell.run("client", `./one-second 8888 ${many}`, {
      timeout: 120_000,
    });
    if (exit !== 0) throw new Sentence(`one-second failed: ${output}`);
    return output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Trial);
  });
}

/** The delay lies in every bracket, give or take the millisecond in which the kernel's clock ticks. */
function checkMilliseconds(bench: Bench, delays: readonly number[]): void {
  for (const delay of delays) {
    const ms = delay.toLocaleString("en");
    const check = (id: string, en: string, zh: string, column: string, is: Check["is"]) =>
      bench.check(
        `${id}-${delay}`,
        {
          en: `tcp_tw_reuse_delay ${ms}: ${en}`,
          "zh-cn": `tcp_tw_reuse_delay 为 ${ms}：${zh}`,
        },
        { where: { delay }, column, is },
      );
    check(
      "accepted-after",
      `never accepted before ${ms} ms`,
      `不到 ${ms} ms 从未被接受`,
      "accepted",
      {
        atLeast: delay,
      },
    );
    if (delay < 1000) continue;
    const [half, more] = [delay / 2, delay * 1.5].map((value) => value.toLocaleString("en"));
    const tick = (delay + 1).toLocaleString("en");
    check(
      "refused-until",
      `never refused after more than ${tick} ms`,
      `超过 ${tick} ms 从未被拒绝`,
      "refused",
      { atMost: delay + 1 },
    );
    check("refused-long", `still refused after ${half} ms`, `${half} ms 之后仍被拒绝`, "refused", {
      atLeast: delay / 2,
    });
    check("accepted-soon", `accepted before ${more} ms`, `不到 ${more} ms 已被接受`, "accepted", {
      atMost: delay * 1.5,
    });
  }
  bench.finds({
    en: "exactly tcp_tw_reuse_delay, 1,000 ms by default",
    "zh-cn": "恰为 tcp_tw_reuse_delay，默认 1,000 ms",
  });
}

/** Reuse waits for the clock's seconds to tick: a bracket ends with the second TIME_WAIT began in. */
function checkSeconds(bench: Bench): void {
  bench.check(
    "not-before-the-tick",
    {
      en: "Never accepted in the second in which TIME_WAIT began",
      "zh-cn": "在 TIME_WAIT 开始的那一秒之内从未被接受",
    },
    { where: { delay: null }, column: "ticked", is: { atLeast: 1000 } },
  );
  bench.check(
    "not-after-the-tick",
    { en: "Never refused for more than a second", "zh-cn": "从未被拒绝超过一秒" },
    { where: { delay: null }, column: "refused", is: { atMost: 1000 } },
  );
  bench.check(
    "accepted-soon",
    { en: "Accepted before 1,500 ms", "zh-cn": "不到 1,500 ms 已被接受" },
    { where: { delay: null }, column: "accepted", is: { atMost: 1500 } },
  );
  bench.finds({
    en: "until the clock’s next full second: anything up to 1 s",
    "zh-cn": "等到时钟的下一个整秒：不超过 1 s，长短不定",
  });
}
