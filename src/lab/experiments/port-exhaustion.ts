import { abreast } from "../abreast.ts";
import type { Bench } from "../bench.ts";
import { slow } from "../emulator.ts";
import type { Measurement } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { KEPT } from "./first-closer.ts";

/** Ten ports. */
const RANGE = "31600 31609";
const PORTS = 10;
const SECONDS = 3;
const ABREAST = slow ? 2 : 4;

/** One cell: what is asked. */
interface Question {
  readonly first: "client" | "server";
  readonly timestamps: 0 | 1;
  readonly reuse: 0 | 1 | 2;
  readonly network: "loopback" | "veth";
}

const questions: readonly Question[] = (["client", "server"] as const).flatMap((first) =>
  ([1, 0] as const).flatMap((timestamps) =>
    ([0, 1, 2] as const).flatMap((reuse) =>
      (["loopback", "veth"] as const).map((network) => ({ first, timestamps, reuse, network })),
    ),
  ),
);

/** What exhaust prints. */
interface Counts {
  readonly perSecond: readonly number[];
  readonly refused: Readonly<Record<string, number>>;
  readonly firstRefused: number | null;
}

/** Ports that run dry when the client closes first, and never do when the server does. */
export const portExhaustion: Measurement = {
  name: "port-exhaustion",
  title: {
    en: "Ten ports: the client closes first and runs dry, the server closes first and it never does",
    "zh-cn": "十个端口：客户端先关闭便会用尽，服务端先关闭则永不用尽",
  },
  summary: {
    en: "A client with ten ports connects to one server, one connection after the other, for three seconds. Who closes first, tcp_tw_reuse, TCP timestamps and the network vary: how many connections each second brings, when the first is refused, and with what.",
    "zh-cn":
      "客户端有十个端口，一条接一条地连接同一个服务端，持续三秒。改变先关闭的一方、tcp_tw_reuse、TCP 时间戳和网络：每秒连上多少条，何时第一次被拒绝，错误是什么。",
  },
  tools: ["sysctl"],
  programs: ["exhaust.ts"],
  lasts: 25,
  columns: [
    { id: "first", title: { en: "closes first", "zh-cn": "先关闭" } },
    { id: "timestamps", title: { en: "tcp_timestamps", "zh-cn": "tcp_timestamps" } },
    { id: "reuse", title: { en: "tcp_tw_reuse", "zh-cn": "tcp_tw_reuse" } },
    { id: "network", title: { en: "network", "zh-cn": "网络" } },
    { id: "second1", title: { en: "1st second", "zh-cn": "第 1 秒" } },
    { id: "second2", title: { en: "2nd second", "zh-cn": "第 2 秒" } },
    { id: "second3", title: { en: "3rd second", "zh-cn": "第 3 秒" } },
    { id: "connections", title: { en: "connections", "zh-cn": "连接数" } },
    { id: "refused", title: { en: "refused", "zh-cn": "被拒绝" } },
    { id: "errno", title: { en: "errno", "zh-cn": "errno" } },
    {
      id: "firstRefused",
      title: { en: "first refused after", "zh-cn": "首次被拒绝于" },
      unit: "ms",
    },
  ],

  async measure(bench) {
    for (const row of await abreast(questions, ABREAST, (question) => ask(bench, question)))
      bench.row(row);
    check(bench);
  },
};

/** Measures one cell. */
async function ask(bench: Bench, question: Question) {
  const { first, timestamps, reuse, network } = question;
  const sysctls = {
    ...KEPT,
    "net.ipv4.tcp_timestamps": String(timestamps),
    "net.ipv4.tcp_tw_reuse": String(reuse),
    "net.ipv4.ip_local_port_range": RANGE,
  };
  return bench.cell(network, sysctls, async (cell) => {
    cell.start("server", `./exhaust serve ${first}`);
    await cell.until("exhaust to listen", () =>
      cell.sockets("server").find(({ state }) => state === "LISTEN"),
    );
    const { exit, output } = await cell.run(
      "client",
      `./exhaust connect ${first} ${cell.server} ${SECONDS}`,
    );
    if (exit !== 0) throw new Sentence(`exhaust failed: ${output}`);
    const { perSecond, refused, firstRefused } = JSON.parse(output) as Counts;
    const [second1 = 0, second2 = 0, second3 = 0] = perSecond;
    const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);
    return {
      ...question,
      ...{ second1, second2, second3 },
      connections: sum(perSecond),
      refused: sum(Object.values(refused)),
      errno: Object.keys(refused).join(", ") || null,
      firstRefused,
    };
  });
}

function check(bench: Bench): void {
  bench.check(
    "server-first",
    { en: "The server closes first: never refused", "zh-cn": "服务端先关闭：从未被拒绝" },
    { where: { first: "server" }, column: "refused", is: { exactly: 0 } },
  );
  bench.check(
    "server-first-many",
    {
      en: "The server closes first: more connections than there are ports, five times and more",
      "zh-cn": "服务端先关闭：连接数是端口数的五倍以上",
    },
    { where: { first: "server" }, column: "connections", is: { atLeast: 5 * PORTS } },
  );
  const ports = { column: "connections", is: { exactly: PORTS } } as const;
  for (const [where, en, zh] of [
    [{ reuse: 0 }, "tcp_tw_reuse=0", "tcp_tw_reuse=0"],
    [{ timestamps: 0 }, "no timestamps", "无时间戳"],
    [
      { reuse: 2, network: "veth" },
      "tcp_tw_reuse=2, between hosts",
      "tcp_tw_reuse=2，两台主机之间",
    ],
  ] as const)
    bench.check(
      `client-first-${Object.entries(where).flat().join("-")}`,
      {
        en: `The client closes first, ${en}: one connection per port, and no more`,
        "zh-cn": `客户端先关闭，${zh}：每个端口一条连接，再也没有`,
      },
      { where: { first: "client", ...where }, ...ports },
    );
  for (const [reuse, network] of [
    [1, "loopback"],
    [1, "veth"],
    [2, "loopback"],
  ] as const) {
    const where = { first: "client", timestamps: 1, reuse, network } as const;
    const en = `The client closes first, tcp_tw_reuse=${reuse}, ${network}`;
    const zh = `客户端先关闭，tcp_tw_reuse=${reuse}，${network}`;
    bench.check(
      `client-first-${reuse}-${network}-again`,
      { en: `${en}: ports come back`, "zh-cn": `${zh}：端口会重新可用` },
      { where, column: "connections", is: { atLeast: 2 * PORTS } },
    );
    bench.check(
      `client-first-${reuse}-${network}-once`,
      {
        en: `${en}: each at most once a second`,
        "zh-cn": `${zh}：每个端口每秒至多一次`,
      },
      { where, column: "connections", is: { atMost: (SECONDS + 1) * PORTS } },
    );
  }
  bench.check(
    "errno",
    {
      en: "The client closes first: connect() fails with EADDRNOTAVAIL",
      "zh-cn": "客户端先关闭：connect() 以 EADDRNOTAVAIL 失败",
    },
    { where: { first: "client" }, column: "errno", is: { exactly: "EADDRNOTAVAIL" } },
  );
  bench.finds({
    en: "the client first: at most ten a second; the server first: no end",
    "zh-cn": "客户端先关闭：每秒至多十条；服务端先关闭：没有尽头",
  });
}
