import { existsSync } from "node:fs";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import { checkReuse, closeAtOnce, holdTimeWait } from "./client-time-wait.ts";
import {
  CLIENT,
  countedDownTo,
  lowerCurtain,
  ONE_PORT,
  raiseCurtain,
  run,
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

/** The article's client, but that it leaves the choice of a port to the kernel. */
const CHOSEN = "ncat 127.0.0.1 8888";
const AGAIN = `until ${CHOSEN}; do sleep .2; done`;

/** Since 6.14, together with a clock of milliseconds for what it delays. */
const DELAY = "/proc/sys/net/ipv4/tcp_tw_reuse_delay";

/** Where tcp_tw_reuse and its second count: on a port that the kernel chooses. */
export const twReuse: Story = {
  ...scene,
  name: "tw-reuse",
  title: {
    en: "A port the kernel chooses: tcp_tw_reuse, and how long it waits",
    "zh-cn": "由内核选择端口：tcp_tw_reuse 与它的等待",
  },
  summary: {
    en: "The kernel has but one port to choose, and the client holds TIME_WAIT on it. With tcp_tw_reuse=0 connect() fails; with 1 it takes TIME_WAIT over, but not at once: the command is repeated until it succeeds.",
    "zh-cn":
      "内核只有一个端口可选，而客户端正在这个端口上持有 TIME_WAIT。tcp_tw_reuse=0 时 connect() 失败；为 1 时接管 TIME_WAIT，但不是立即：同一条命令重复执行，直到成功。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "1", "net.ipv4.tcp_tw_reuse": "0" },
  tools: ["ncat", "sysctl", "watch"],
  server: false,
  poster: "reused-later",

  async play(stage) {
    const exact = existsSync(DELAY);
    const terminals = await raiseCurtain(stage);
    const { client } = terminals;
    await startServer(stage, "ncat -lk 127.0.0.1 8888");
    await run(stage, "client", ONE_PORT);
    const first = await holdTimeWait(stage, true, CHOSEN);
    await refusedWhileOff(stage);
    await run(stage, "client", "sysctl -w net.ipv4.tcp_tw_reuse=1");

    await client.type(CHOSEN);
    const syn = await connects(stage, "sent-nothing", first);
    checkReuse(stage, { id: "on", ...ON, syn, fin: first.fin });
    const second = await closeAtOnce(stage, syn);
    await client.type(AGAIN, { atOnce: true });
    await client.shows(/until[^]*Cannot assign/);
    stage.step(
      "too-young",
      {
        at: stage.clock.now(),
        call: { from: "client", name: "connect()", errno: "EADDRNOTAVAIL" },
      },
      {
        en: "Closed, and again at once: TIME_WAIT is too young",
        "zh-cn": "关闭后立即再连：TIME_WAIT 太新",
      },
    );
    const again = await connects(stage, "sent-nothing-again", second);
    checkReuse(stage, { id: "later", ...LATER, syn: again, fin: second.fin });
    checkWait(stage, again, second.last, exact);
    stage.check(
      "counted",
      {
        en: "TcpExtTWRecycled rose by 2: the kernel counts both",
        "zh-cn": "TcpExtTWRecycled 增加了 2：两次都被统计",
      },
      { kind: "counter", counter: "TWRecycled", change: 2 },
    );
    client.interrupt();
    await client.prompt();
    await lowerCurtain(terminals);
  },
};

const ON = {
  step: {
    en: "tcp_tw_reuse=1: the same command connects",
    "zh-cn": "tcp_tw_reuse=1：同一条命令连上了",
  },
  when: { en: "tcp_tw_reuse=1", "zh-cn": "tcp_tw_reuse=1" },
};
const LATER = {
  step: { en: "Tried again and again, it connects", "zh-cn": "反复尝试，终于连上" },
  when: { en: "At last", "zh-cn": "最后" },
};

/** The kernel is not allowed to take its TIME_WAIT over, however old. */
async function refusedWhileOff(stage: Stage): Promise<void> {
  await countedDownTo(stage, 57);
  const refused = await run(stage, "client", CHOSEN);
  stage.step(
    "refused",
    { at: refused.at, call: { from: "client", name: "connect()", errno: "EADDRNOTAVAIL" } },
    {
      en: "tcp_tw_reuse=0: the kernel finds no port",
      "zh-cn": "tcp_tw_reuse=0：内核找不到端口",
    },
  );
  stage.check(
    "cannot-assign",
    {
      en: "tcp_tw_reuse=0: ncat says “Cannot assign requested address”",
      "zh-cn": "tcp_tw_reuse=0：ncat 报错“Cannot assign requested address”",
    },
    { kind: "shows", command: refused.index, text: "Ncat: Cannot assign requested address." },
  );
}

/** Resolves with the next SYN, when the client has connected; checks that it is the next packet. */
async function connects(
  stage: Stage,
  id: string,
  { last }: { readonly last: number },
): Promise<number> {
  const syn = await stage.packet("a SYN", ({ flags }) => flags === "S", last);
  await seen(stage, "ESTAB", CLIENT);
  stage.check(
    id,
    {
      en: "No refused connect() has sent anything: right after the last ACK comes this SYN",
      "zh-cn": "被拒绝的 connect() 没有发包：最后一个 ACK 之后就是这个 SYN",
    },
    { kind: "packet", packet: last + 1, from: CLIENT, to: SERVER, flags: "S" },
  );
  return syn.number;
}

/** Checks how old TIME_WAIT was that the SYN took over. */
function checkWait(stage: Stage, syn: number, last: number, exact: boolean): void {
  stage.check(
    "refused-at-first",
    {
      en: "At first: “Cannot assign requested address”",
      "zh-cn": "起初仍是“Cannot assign requested address”",
    },
    {
      kind: "shows",
      command: stage.commands().findLastIndex(({ terminal }) => terminal === "client"),
      text: "Ncat: Cannot assign requested address.",
    },
  );
  stage.check(
    "within-two-seconds",
    {
      en: "The SYN comes less than 2 s after the last ACK",
      "zh-cn": "SYN 在最后一个 ACK 之后不到 2 s 发出",
    },
    { kind: "delay", packet: syn, since: last, is: { atMost: 2_000_000 } },
  );
  if (exact)
    stage.check(
      "a-second",
      {
        en: "It comes a second after the last ACK, or later",
        "zh-cn": "它在最后一个 ACK 之后一秒或更久才发出",
      },
      { kind: "delay", packet: syn, since: last, is: { atLeast: 999_000 } },
    );
  stage.finds(
    exact
      ? {
          en: "tcp_tw_reuse 0: refused; 1: connects after a second",
          "zh-cn": "tcp_tw_reuse 为 0：拒绝；为 1：满一秒后连上",
        }
      : {
          en: "tcp_tw_reuse 0: refused; 1: connects once the clock’s second has ended",
          "zh-cn": "tcp_tw_reuse 为 0：拒绝；为 1：时钟的这一秒过去后连上",
        },
    ["cannot-assign", "refused-at-first", "within-two-seconds", ...(exact ? ["a-second"] : [])],
  );
}
