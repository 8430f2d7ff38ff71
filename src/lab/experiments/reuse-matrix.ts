import { existsSync } from "node:fs";
import { abreast } from "../abreast.ts";
import type { Bench } from "../bench.ts";
import { slow } from "../emulator.ts";
import type { Measurement } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { callsIn, STRACE } from "../strace.ts";
import { KEPT, serve, showsTimeWait, SS } from "./first-closer.ts";

const PORT = 40000;

/** How many cells are measured side by side: most of their time is waiting, unless programs start slowly. */
const ABREAST = slow ? 2 : 6;

/** One connection to a server, closed by the client first; from that port where one is given. */
const CLIENTS = {
  ncat: (server: string, port?: number) =>
    `ncat${port ? ` -p ${port}` : ""} ${server} 8888 </dev/null`,
  nc: (server: string, port?: number) =>
    `nc.openbsd -v -N${port ? ` -p ${port}` : ""} ${server} 8888 </dev/null`,
  Node: (server: string, port?: number) => `./node-connect ${server} ${port ?? ""}`.trim(),
  Go: (server: string, port?: number) => `./go-connect ${server} ${port ?? ""}`.trim(),
} as const;

/** One cell: what is asked. */
interface Question {
  readonly client: keyof typeof CLIENTS;
  readonly network: "loopback" | "veth";
  readonly port: "bound" | "chosen";
  readonly timestamps: 0 | 1;
  readonly reuse: 0 | 1 | 2;
  /** Seconds. */
  readonly wait: 0 | 1.2;
}

/** All cells; on a slow machine only ncat is asked everything. */
const questions: readonly Question[] = (["ncat", "nc", "Node", "Go"] as const).flatMap((client) =>
  (["bound", "chosen"] as const).flatMap((port) =>
    ([0, 1] as const).flatMap((timestamps) =>
      ([0, 1, 2] as const).flatMap((reuse) =>
        (["loopback", "veth"] as const).flatMap((network) =>
          ([0, 1.2] as const).flatMap((wait) =>
            slow && client !== "ncat" && (network === "veth" || wait === 0)
              ? []
              : [{ client, port, timestamps, reuse, network, wait }],
          ),
        ),
      ),
    ),
  ),
);

/** Whether a client that holds TIME_WAIT may connect again, and which call says no. */
export const reuseMatrix: Measurement = {
  name: "reuse-matrix",
  title: {
    en: "Connecting again while the client holds TIME_WAIT: every case",
    "zh-cn": "客户端持有 TIME_WAIT 时再次连接：所有情形",
  },
  summary: {
    en: "Four clients connect, close first, and connect again to the same server, from a port they bind or from the only one the kernel may choose. With and without TCP timestamps, under each tcp_tw_reuse, at once and after 1.2 s, on loopback and between two hosts: which system call fails, and with what.",
    "zh-cn":
      "四种客户端连接后先关闭，再次连接同一服务端；端口或由程序绑定，或由内核选择（只有一个可选）。TCP 时间戳开与关，tcp_tw_reuse 取每个值，立即与 1.2 s 之后，本机回环与两台主机之间：哪个系统调用失败，错误是什么。",
  },
  tools: ["ncat", "nc.openbsd", "strace", "sysctl"],
  programs: ["listen.go", "node-connect.ts", "go-connect.go"],
  lasts: 60,
  columns: [
    { id: "client", title: { en: "client", "zh-cn": "客户端" } },
    { id: "port", title: { en: "port", "zh-cn": "端口" } },
    { id: "timestamps", title: { en: "tcp_timestamps", "zh-cn": "tcp_timestamps" } },
    { id: "reuse", title: { en: "tcp_tw_reuse", "zh-cn": "tcp_tw_reuse" } },
    { id: "network", title: { en: "network", "zh-cn": "网络" } },
    { id: "wait", title: { en: "wait", "zh-cn": "等待" }, unit: "s" },
    {
      id: "age",
      title: {
        en: "from the first connect() to the last call",
        "zh-cn": "从第一次 connect() 到最后一个调用",
      },
      unit: "ms",
    },
    { id: "reuseaddr", title: { en: "SO_REUSEADDR", "zh-cn": "SO_REUSEADDR" } },
    { id: "connects", title: { en: "connects", "zh-cn": "连上" } },
    { id: "call", title: { en: "call that fails", "zh-cn": "失败的调用" } },
    { id: "errno", title: { en: "errno", "zh-cn": "errno" } },
  ],

  async measure(bench) {
    const exact = existsSync("/proc/sys/net/ipv4/tcp_tw_reuse_delay"); // since 6.14
    for (const row of await abreast(questions, ABREAST, (question) => askInTime(bench, question)))
      bench.row(row);
    checkBound(bench);
    checkChosen(bench, exact);
  },
};

/** Measures one cell; again, where "at once" took longer than the second that reuse waits. */
async function askInTime(bench: Bench, question: Question) {
  for (let tries = 0; tries < 4; tries++) {
    const row = await ask(bench, question);
    if (question.wait > 0 || row.age < 1000) return row;
  }
  throw new Sentence(`cannot connect twice within a second: ${JSON.stringify(question)}`);
}

async function ask(bench: Bench, question: Question) {
  const { client, network, port, timestamps, reuse, wait } = question;
  const sysctls = {
    ...KEPT,
    "net.ipv4.tcp_timestamps": String(timestamps),
    "net.ipv4.tcp_tw_reuse": String(reuse),
    ...(port === "chosen" && { "net.ipv4.ip_local_port_range": `${PORT} ${PORT}` }),
  };
  return bench.cell(network, sysctls, async (cell) => {
    await serve(cell);
    const connect = `${STRACE} ${CLIENTS[client](cell.server, port === "bound" ? PORT : undefined)}`;
    const between = [...(wait ? [`sleep ${wait}`] : []), SS];
    const command = [connect, ...between, connect].join("; ");
    const { exit, output } = await cell.run("client", command);
    if (!showsTimeWait(output))
      throw new Sentence(`"${command}" left no TIME_WAIT to meet: ${output}`);
    const calls = callsIn(output);
    const first = calls.find(({ name }) => name === "connect");
    const last = calls.at(-1);
    if (!first || first.errno !== null || !last || last === first)
      throw new Sentence(`"${command}" did not connect twice: ${output}`);
    if ((last.errno === null) !== (exit === 0))
      throw new Sentence(`"${command}" ended with ${exit}, which strace does not tell: ${output}`);
    return {
      ...question,
      age: Math.ceil(last.at - first.at),
      reuseaddr: output.includes("SO_REUSEADDR"),
      connects: last.errno === null,
      call: last.errno === null ? null : last.name,
      errno: last.errno,
    };
  });
}

const NO_ADDRESS = { column: "errno", is: { exactly: "EADDRNOTAVAIL" } } as const;
const IN_USE = { column: "errno", is: { exactly: "EADDRINUSE" } } as const;
const CONNECTS = { column: "connects", is: { exactly: true } } as const;

/** A port that the program binds: SO_REUSEADDR and timestamps decide, and nothing else. */
function checkBound(bench: Bench): void {
  for (const client of ["ncat", "Node"] as const) {
    const where = { client, port: "bound" };
    bench.check(
      `bound-timestamps-${client.toLowerCase()}`,
      {
        en: `${client}, a port of its own, with timestamps: connects, whatever tcp_tw_reuse, wait and network`,
        "zh-cn": `${client} 绑定端口，有时间戳：总能连上，与 tcp_tw_reuse、等待、网络无关`,
      },
      { where: { ...where, timestamps: 1 }, ...CONNECTS },
    );
    bench.check(
      `bound-no-timestamps-${client.toLowerCase()}`,
      {
        en: `${client}, a port of its own, without timestamps: EADDRNOTAVAIL, whatever tcp_tw_reuse, wait and network`,
        "zh-cn": `${client} 绑定端口，无时间戳：总是 EADDRNOTAVAIL，与 tcp_tw_reuse、等待、网络无关`,
      },
      { where: { ...where, timestamps: 0 }, ...NO_ADDRESS },
    );
    bench.check(
      `reuseaddr-${client.toLowerCase()}`,
      { en: `${client} sets SO_REUSEADDR`, "zh-cn": `${client} 设置了 SO_REUSEADDR` },
      { where, column: "reuseaddr", is: { exactly: true } },
    );
  }
  for (const client of ["nc", "Go"] as const) {
    const where = { client, port: "bound" };
    bench.check(
      `bound-${client.toLowerCase()}`,
      {
        en: `${client}, a port of its own: EADDRINUSE, whatever else`,
        "zh-cn": `${client} 绑定端口：总是 EADDRINUSE，与其他都无关`,
      },
      { where, ...IN_USE },
    );
    bench.check(
      `no-reuseaddr-${client.toLowerCase()}`,
      { en: `${client} does not set SO_REUSEADDR`, "zh-cn": `${client} 没有设置 SO_REUSEADDR` },
      { where, column: "reuseaddr", is: { exactly: false } },
    );
  }
  bench.check(
    "in-use-is-bind",
    { en: "EADDRINUSE comes from bind()", "zh-cn": "EADDRINUSE 来自 bind()" },
    { where: { errno: "EADDRINUSE" }, column: "call", is: { exactly: "bind" } },
  );
  bench.check(
    "not-available-is-connect",
    { en: "EADDRNOTAVAIL comes from connect()", "zh-cn": "EADDRNOTAVAIL 来自 connect()" },
    { where: { errno: "EADDRNOTAVAIL" }, column: "call", is: { exactly: "connect" } },
  );
}

/**
 * A port that the kernel chooses: timestamps, tcp_tw_reuse and time decide.
 * @param exact whether the time is a second; otherwise it is any time up to one
 */
function checkChosen(bench: Bench, exact: boolean): void {
  const where = { port: "chosen" };
  bench.check(
    "chosen-no-timestamps",
    {
      en: "A port chosen by the kernel, without timestamps: EADDRNOTAVAIL, whatever tcp_tw_reuse",
      "zh-cn": "内核选择端口，无时间戳：总是 EADDRNOTAVAIL，与 tcp_tw_reuse 无关",
    },
    { where: { ...where, timestamps: 0 }, ...NO_ADDRESS },
  );
  bench.check(
    "chosen-0",
    {
      en: "A port chosen by the kernel, tcp_tw_reuse=0: EADDRNOTAVAIL",
      "zh-cn": "内核选择端口，tcp_tw_reuse=0：EADDRNOTAVAIL",
    },
    { where: { ...where, reuse: 0 }, ...NO_ADDRESS },
  );
  bench.check(
    "chosen-2-veth",
    {
      en: "A port chosen by the kernel, tcp_tw_reuse=2, between hosts: EADDRNOTAVAIL",
      "zh-cn": "内核选择端口，tcp_tw_reuse=2，两台主机之间：EADDRNOTAVAIL",
    },
    { where: { ...where, reuse: 2, network: "veth" }, ...NO_ADDRESS },
  );
  for (const [reuse, network] of [
    [1, "loopback"],
    [1, "veth"],
    [2, "loopback"],
  ] as const) {
    const cells = { ...where, timestamps: 1, reuse, network };
    const en = `A port chosen by the kernel, tcp_tw_reuse=${reuse}, ${network}, with timestamps`;
    const zh = `内核选择端口，tcp_tw_reuse=${reuse}，${network}，有时间戳`;
    bench.check(
      `chosen-${reuse}-${network}`,
      { en: `${en}: connects after 1.2 s`, "zh-cn": `${zh}：1.2 s 之后连上` },
      { where: { ...cells, wait: 1.2 }, ...CONNECTS },
    );
    if (exact)
      bench.check(
        `chosen-${reuse}-${network}-at-once`,
        { en: `${en}: at once, EADDRNOTAVAIL`, "zh-cn": `${zh}：立即连接，EADDRNOTAVAIL` },
        { where: { ...cells, wait: 0 }, ...NO_ADDRESS },
      );
  }
  bench.finds(
    exact
      ? {
          en: "a port the kernel chooses: never within a second",
          "zh-cn": "内核选择的端口：一秒之内绝不复用",
        }
      : {
          en: "a port the kernel chooses: as soon as the clock’s second has ended",
          "zh-cn": "内核选择的端口：时钟的这一秒一过即可复用",
        },
  );
}
