import { endSeq } from "../../model/index.ts";
import type { Story } from "../experiment.ts";
import type { Bilingual } from "../../sessions/schema.ts";
import type { Stage } from "../stage.ts";
import {
  CLIENT,
  CONNECT,
  CONTINUED,
  countedDownTo,
  finFrom,
  lowerCurtain,
  markConnect,
  raiseCurtain,
  run,
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

const LISTEN = "ncat -lk 127.0.0.1 8888";

/** The article's second experiment, without TCP timestamps, as its host evidently had them. */
export const clientTimeWait: Story = {
  ...scene,
  name: "client-time-wait",
  title: {
    en: "The client holds TIME_WAIT: without timestamps the same port is refused",
    "zh-cn": "TIME_WAIT 留在客户端：没有时间戳，同一端口连不上",
  },
  summary: {
    en: "The client closes first and holds TIME_WAIT; connecting from the same port again fails before a packet leaves. TCP timestamps are off, which is not the default.",
    "zh-cn":
      "客户端先关闭，持有 TIME_WAIT；再从同一端口连接，包还没发出就失败。TCP 时间戳关闭（默认是打开的）。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "0" },
  tools: ["ncat", "watch", "strace"],
  server: false,
  poster: "refused",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, LISTEN);
    const { last } = await holdTimeWait(stage, false);
    await countedDownTo(stage, 57);

    const refused = await run(stage, "client", CONNECT);
    stage.step(
      "refused",
      { at: refused.at, call: { from: "client", name: "connect()", errno: "EADDRNOTAVAIL" } },
      {
        en: "The same port again: “Cannot assign requested address”",
        "zh-cn": "同一端口再次连接：“Cannot assign requested address”",
      },
    );
    stage.check(
      "cannot-assign",
      {
        en: "ncat says “Cannot assign requested address”",
        "zh-cn": "ncat 报错“Cannot assign requested address”",
      },
      { kind: "shows", command: refused.index, text: "Ncat: Cannot assign requested address." },
    );
    stage.check(
      "failed",
      { en: "The second connection ends with exit code 1", "zh-cn": "第二次连接以退出码 1 结束" },
      { kind: "exit", command: refused.index, code: 1 },
    );

    const traced = await run(stage, "client", `strace -e trace=setsockopt,bind,connect ${CONNECT}`);
    stage.step(
      "which-call",
      { at: traced.at },
      {
        en: "strace: bind() succeeds, connect() fails",
        "zh-cn": "strace：bind() 成功，connect() 失败",
      },
    );
    stage.check(
      "reuseaddr",
      { en: "ncat sets SO_REUSEADDR", "zh-cn": "ncat 设置了 SO_REUSEADDR" },
      { kind: "shows", command: traced.index, text: "SO_REUSEADDR, [1], 4) = 0" },
    );
    stage.check(
      "bind-ok",
      {
        en: "bind() to port 59818 returns 0: it succeeds",
        "zh-cn": "绑定 59818 端口的 bind() 返回 0：成功",
      },
      {
        kind: "shows",
        command: traced.index,
        text: 'htons(59818), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
      },
    );
    stage.check(
      "errno",
      {
        en: "The call that fails returns EADDRNOTAVAIL",
        "zh-cn": "失败的系统调用返回 EADDRNOTAVAIL",
      },
      { kind: "shows", command: traced.index, text: "= -1 EADDRNOTAVAIL" },
    );
    stage.check(
      "nothing-sent",
      {
        en: "No packet was sent after the last ACK of the first connection",
        "zh-cn": "第一条连接的最后一个 ACK 之后没有再发任何包",
      },
      { kind: "total", packets: last },
    );
    stage.finds({ en: "connect(): EADDRNOTAVAIL", "zh-cn": "connect()：EADDRNOTAVAIL" }, ["errno"]);
    await lowerCurtain(terminals);
  },
};

/** The same with timestamps on, as they are by default, under each value of tcp_tw_reuse. */
export const clientTimeWaitTimestamps: Story = {
  ...scene,
  name: "client-time-wait-timestamps",
  title: {
    en: "The client holds TIME_WAIT: with timestamps the same port connects at once",
    "zh-cn": "TIME_WAIT 留在客户端：打开时间戳，同一端口立即连上",
  },
  summary: {
    en: "The client closes first and holds TIME_WAIT; with TCP timestamps, which are on by default, the same command connects at once, whatever tcp_tw_reuse says.",
    "zh-cn":
      "客户端先关闭，持有 TIME_WAIT；打开 TCP 时间戳（默认如此）时，同一条命令立即连上，与 tcp_tw_reuse 的值无关。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "1", "net.ipv4.tcp_tw_reuse": "0" },
  tools: ["ncat", "watch", "sysctl"],
  server: false,
  poster: "reused-0",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, LISTEN);
    let closed = await holdTimeWait(stage, true);
    for (const mode of [0, 1, 2]) {
      if (mode > 0) await run(stage, "client", `sysctl -w net.ipv4.tcp_tw_reuse=${mode}`);
      await terminals.client.type(CONNECT);
      const syn = await stage.packet("a SYN", ({ flags }) => flags === "S", closed.last);
      await seen(stage, "ESTAB", CLIENT);
      checkReuse(stage, {
        id: String(mode),
        step: {
          en: `The same port again, tcp_tw_reuse=${mode}: it connects`,
          "zh-cn": `同一端口再次连接，tcp_tw_reuse=${mode}：连上了`,
        },
        when: { en: `tcp_tw_reuse=${mode}`, "zh-cn": `tcp_tw_reuse=${mode}` },
        syn: syn.number,
        fin: closed.fin,
      });
      if (mode < 2) closed = await closeClient(stage, syn.number);
    }
    stage.finds(
      { en: "tcp_tw_reuse 0, 1, 2: connects", "zh-cn": "tcp_tw_reuse 为 0、1、2：都连上" },
      ["connects-0", "connects-1", "connects-2"],
    );
    terminals.client.interrupt();
    await terminals.client.prompt();
    stage.check(
      "counted",
      {
        en: "TcpExtTWRecycled rose by 3: the kernel counts each of these",
        "zh-cn": "TcpExtTWRecycled 增加了 3：内核统计其中的每一次",
      },
      { kind: "counter", counter: "TWRecycled", change: 3 },
    );
    await lowerCurtain(terminals);
  },
};

/** Connects and closes from the client; marks and checks that the client then holds TIME_WAIT. */
export async function holdTimeWait(stage: Stage, timestamps: boolean, command = CONNECT) {
  await stage.terminal("client").type(command);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
  await seen(stage, "ESTAB", CLIENT);
  markConnect(stage, syn.number, timestamps);
  const closed = await closeClient(stage, syn.number);
  stage.step(
    "client-closes",
    { packet: closed.fin },
    {
      en: "Ctrl-C: the client's kernel sends the first FIN",
      "zh-cn": "Ctrl-C：客户端内核发出第一个 FIN",
    },
  );
  stage.step(
    "time-wait",
    { at: closed.at },
    {
      en: "ss shows it: the client holds TIME_WAIT",
      "zh-cn": "ss 看到了：客户端持有 TIME_WAIT",
    },
  );
  stage.check(
    "client-closed-first",
    { en: "The first FIN came from the client", "zh-cn": "第一个 FIN 来自客户端" },
    { kind: "packet", packet: closed.fin, from: CLIENT, to: SERVER, flags: "AF", first: true },
  );
  stage.check(
    "time-wait-on-client",
    {
      en: "ss shows TIME-WAIT with the client's address as the local one",
      "zh-cn": "ss 显示 TIME-WAIT，本端是客户端的地址",
    },
    { kind: "socket", at: closed.table.at, state: "TIME-WAIT", local: CLIENT, peer: SERVER },
  );
  return closed;
}

/**
 * Ctrl-C in the client; resolves with the numbers of its FIN and of its last ACK, once ss shows that
 * it holds TIME_WAIT.
 */
export async function closeClient(stage: Stage, past: number) {
  const closed = await closeAtOnce(stage, past);
  return { ...closed, ...(await seen(stage, "TIME-WAIT", CLIENT)) };
}

/** The same without a look at ss. */
export async function closeAtOnce(stage: Stage, past: number) {
  const client = stage.terminal("client");
  client.interrupt();
  await client.prompt();
  const fin = await stage.packet("the client's FIN", finFrom(CLIENT), past);
  const answer = await stage.packet("the server's FIN", finFrom(SERVER), fin.number);
  const last = await stage.packet(
    "the last ACK",
    ({ from, ack }) => from === CLIENT && ack === endSeq(answer),
    answer.number,
  );
  return { fin: fin.number, last: last.number };
}

/** What a SYN shows that takes TIME_WAIT over; the ids of its step and of its checks end in `id`. */
export interface Reused {
  readonly id: string;
  readonly step: Bilingual;
  /** How its checks begin. */
  readonly when: Bilingual;
  /** The numbers of the SYN and of the old connection's FIN. */
  readonly syn: number;
  readonly fin: number;
}

/** The SYN goes on where the old connection ended, and echoes its last TSval. */
export function checkReuse(stage: Stage, { id, step, when, syn, fin }: Reused): void {
  stage.step(`reused-${id}`, { packet: syn }, step);
  stage.check(
    `echoes-${id}`,
    {
      en: `${when.en}: the SYN echoes a timestamp of the old connection`,
      "zh-cn": `${when["zh-cn"]}：SYN 回显了旧连接的时间戳`,
    },
    { kind: "packet", packet: syn, from: CLIENT, to: SERVER, flags: "S", echoes: true },
  );
  stage.check(
    `continues-${id}`,
    {
      en: `${when.en}: its sequence number is the old snd_nxt plus 65,537`,
      "zh-cn": `${when["zh-cn"]}：它的序列号是旧连接的 snd_nxt 加 65,537`,
    },
    {
      kind: "sequence",
      of: { packet: syn, field: "seq" },
      against: { packet: fin, field: "end" },
      is: { exactly: CONTINUED },
    },
  );
  stage.check(
    `connects-${id}`,
    {
      en: `${when.en}: the answer is a SYN-ACK`,
      "zh-cn": `${when["zh-cn"]}：回答是 SYN-ACK`,
    },
    { kind: "packet", packet: syn + 1, from: SERVER, to: CLIENT, flags: "SA", answers: syn },
  );
}
