import { once } from "node:events";
import { freemem } from "node:os";
import type { Readable } from "node:stream";
import type { Cell } from "../bench.ts";
import { slow } from "../emulator.ts";
import type { Measurement } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import { KEPT } from "./first-closer.ts";

/** How many are made: as many as a slow machine makes in 60 s, or as its memory allows. */
const COUNTS = slow ? [1000, 10_000] : freemem() > 1e9 ? [1000, 28_000, 100_000] : [1000, 28_000];

/** One port would do for no more than there are ports to come from. */
const SERVERS = 10;

const SYSCTLS = {
  ...KEPT,
  "net.ipv4.tcp_tw_reuse": "0",
  "net.ipv4.tcp_max_tw_buckets": "200000",
  "net.ipv4.ip_local_port_range": "1024 65535",
};

/** What so many TIME_WAITs weigh. */
export const cost: Measurement = {
  name: "cost",
  title: { en: "What TIME_WAIT weighs", "zh-cn": "TIME_WAIT 有多重" },
  summary: {
    en: "One host makes thousands of TIME_WAITs and looks at the kernel’s memory: the size of one, of all, and of a full socket beside it. How long ss takes to list them is given as a ratio only.",
    "zh-cn":
      "一台主机产生成千上万个 TIME_WAIT，再看内核的内存：一个有多大，全部有多大，旁边的完整套接字又有多大。ss 列出它们的耗时只给出比值。",
  },
  tools: ["sysctl"],
  programs: ["fill.go"],
  lasts: 30,
  columns: [
    { id: "made", title: { en: "connections made", "zh-cn": "建立的连接" } },
    { id: "held", title: { en: "TIME_WAITs held", "zh-cn": "持有的 TIME_WAIT" } },
    { id: "object", title: { en: "one TIME_WAIT", "zh-cn": "一个 TIME_WAIT" }, unit: "B" },
    { id: "socket", title: { en: "one full socket", "zh-cn": "一个完整套接字" }, unit: "B" },
    { id: "slab", title: { en: "tw_sock_TCP slabs", "zh-cn": "tw_sock_TCP 的 slab" }, unit: "kB" },
    {
      id: "rise",
      title: { en: "rise of the kernel’s SUnreclaim", "zh-cn": "内核 SUnreclaim 的增长" },
      unit: "kB",
    },
    { id: "ss", title: { en: "time of ss, first row = 1", "zh-cn": "ss 耗时，以首行为 1" } },
  ],

  async measure(bench) {
    await bench.cell("loopback", SYSCTLS, async (cell) => {
      const before = await weigh(cell);
      const fill = cell.start("client", `./fill ${SERVERS} ${COUNTS.join(" ")}`);
      let unit = 0;
      for (const made of COUNTS) {
        await printed(fill.stdout, made);
        const now = await weigh(cell);
        const began = performance.now();
        await cell.run("client", "ss -tan state time-wait | wc -l");
        const took = performance.now() - began;
        unit ||= took;
        bench.row({
          made,
          held: now.held,
          object: now.object,
          socket: now.socket,
          slab: now.slab,
          rise: now.unreclaimable - before.unreclaimable,
          ss: Math.round((took / unit) * 10) / 10,
        });
        fill.stdin?.write("\n");
      }
    });
    for (const made of COUNTS)
      bench.check(
        `holds-${made}`,
        {
          en: `${made.toLocaleString("en")} connections, each closed by the client first, leave as many TIME_WAITs`,
          "zh-cn": `${made.toLocaleString("en")} 条连接都由客户端先关闭，留下同样多的 TIME_WAIT`,
        },
        { where: { made }, column: "held", is: { exactly: made } },
      );
    bench.check(
      "small",
      { en: "One TIME_WAIT takes 300 bytes at the most", "zh-cn": "一个 TIME_WAIT 至多 300 字节" },
      { where: {}, column: "object", is: { atMost: 300 } },
    );
    bench.check(
      "socket-is-larger",
      {
        en: "A full socket takes 2,000 bytes and more",
        "zh-cn": "一个完整套接字要 2,000 字节以上",
      },
      { where: {}, column: "socket", is: { atLeast: 2000 } },
    );
    const { object, socket } = bench.rows[0] ?? {};
    bench.finds({
      en: `${object} bytes each; a full socket takes ${Number(socket).toLocaleString("en")}`,
      "zh-cn": `每个 ${object} 字节；完整套接字 ${Number(socket).toLocaleString("en")} 字节`,
    });
  },
};

/** Resolves when a program has printed this number. */
async function printed(stdout: Readable | null, made: number): Promise<void> {
  const timeout = AbortSignal.timeout(55_000); // before the first of them are gone
  try {
    for (let output = ""; stdout && !output.includes(`${made}\n`);)
      output += String((await once(stdout, "data", { signal: timeout }))[0]);
  } catch {
    throw new Sentence(`fill did not make ${made} connections in 55 s`);
  }
}

/** The TIME_WAITs of this host, and the kernel's memory: sizes in bytes, sums in kB. */
async function weigh(cell: Cell) {
  const { output } = await cell.run(
    "client",
    "grep TCP: /proc/net/sockstat; grep -E '^(tw_sock_TCP|TCP) ' /proc/slabinfo; grep SUnreclaim /proc/meminfo",
  );
  const number = (pattern: RegExp) => {
    const found = pattern.exec(output)?.[1];
    if (found === undefined)
      throw new Sentence(`the kernel says nothing like ${pattern}: ${output}`);
    return Number(found);
  };
  const pages = number(/^tw_sock_TCP +\d+ +\d+ +\d+ +\d+ +(\d+)/m);
  return {
    held: number(/ tw (\d+)/),
    object: number(/^tw_sock_TCP +\d+ +\d+ +(\d+)/m),
    socket: number(/^TCP +\d+ +\d+ +(\d+)/m),
    slab: number(/^tw_sock_TCP .* slabdata +\d+ +(\d+)/m) * pages * 4,
    unreclaimable: number(/^SUnreclaim: +(\d+) kB/m),
  };
}
