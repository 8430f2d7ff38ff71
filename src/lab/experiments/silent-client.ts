import { readFileSync } from "node:fs";
import type { Bilingual } from "../../sessions/schema.ts";
import type { Story } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import type { Stage } from "../stage.ts";
import {
  CLIENT,
  CONNECT,
  finFrom,
  interrupt,
  lowerCurtain,
  raiseCurtain,
  run,
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

/** The client of the server that waits, and that server. */
const OTHER_CLIENT = "127.0.0.1:59819";
const PATIENT = "127.0.0.1:8889";

/** Seconds that FIN-WAIT-2 lasts at the least: net.ipv4.tcp_fin_timeout. */
const FIN_TIMEOUT = 60;

/** Two clients never close: one of them was told to by its server, the other's server waits. */
export const silentClient: Story = {
  ends: scene.ends,
  terminals: [
    ...scene.terminals.map((spec) => (spec.id === "ss" ? { ...spec, rows: 9 } : spec)),
    {
      id: "other-client",
      role: "client",
      title: { en: "the other client", "zh-cn": "另一个客户端" },
      cols: 48,
      rows: 5,
    },
    {
      id: "patient",
      role: "server",
      title: { en: "the server that waits", "zh-cn": "等待的服务端" },
      cols: 48,
      rows: 5,
    },
  ],
  name: "silent-client",
  title: {
    en: "A client that never closes: who waits, who does not",
    "zh-cn": "从不关闭的客户端：谁在等，谁不等",
  },
  summary: {
    en: "A server that closes first has a small FIN-WAIT-2 left, and after 60 s nothing; one that waits for its client to close keeps a whole socket, without a timer, for as long as the client is silent.",
    "zh-cn":
      "先关闭的服务端只剩一个小小的 FIN-WAIT-2，60 秒后什么也不剩；等客户端关闭的服务端则一直保留整个套接字，没有定时器，客户端沉默多久就保留多久。",
  },
  sysctls: { "net.ipv4.tcp_fin_timeout": String(FIN_TIMEOUT) },
  tools: ["ncat", "watch", "awk"],
  server: true,
  poster: "fin-wait-2",
  lasts: 75,

  async play(stage) {
    const terminals = await raiseCurtain(stage, "lo", "tcp portrange 8888-8889");
    const [other, patient] = [stage.terminal("other-client"), stage.terminal("patient")];
    const weights = await weigh(stage);

    await patient.type("ncat -lk 127.0.0.1 8889");
    await seen(stage, "LISTEN", PATIENT);
    await startServer(stage, "./server");
    await other.type("ncat -p 59819 127.0.0.1 8889");
    await seen(stage, "ESTAB", PATIENT);
    stage.step(
      "patient",
      { at: stage.clock.now() },
      {
        en: "A client connects to the server that waits for its client to close",
        "zh-cn": "一个客户端连接到等待客户端关闭的服务端",
      },
    );

    const began = await closeFirst(stage);
    await stage.age(began / 1e6 + FIN_TIMEOUT);
    await outlast(stage);
    await closeAtLast(stage);

    stage.finds(
      {
        en: `FIN-WAIT-2: ${weights.tw_sock_TCP} B for 60 s; ESTAB: ${weights.TCP} B without end`,
        "zh-cn": `FIN-WAIT-2：${weights.tw_sock_TCP} B，60 秒；ESTAB：${weights.TCP} B，没有期限`,
      },
      ["weight-time-wait", "weight-tcp", "gone", "still-established"],
    );
    await interrupt(patient);
    await lowerCurtain(terminals);
  },
};

/** Has the kernel say how many bytes its two kinds of TCP socket take, and checks that it was said. */
async function weigh(stage: Stage) {
  const said = await run(
    stage,
    "server",
    `awk '/^(TCP|tw_sock_TCP) / {print $1, $4, "bytes"}' /proc/slabinfo`,
  );
  const slabs = readFileSync("/proc/slabinfo", "utf8");
  const bytes = (cache: string): string => {
    const size = new RegExp(`^${cache}\\s+\\d+\\s+\\d+\\s+(\\d+)`, "m").exec(slabs)?.[1];
    if (size) return size;
    throw new Sentence(`/proc/slabinfo has no line ${cache}; this kernel merges its caches`);
  };
  const weights = { TCP: bytes("TCP"), tw_sock_TCP: bytes("tw_sock_TCP") };
  stage.step(
    "weights",
    { at: said.at },
    {
      en: "What the kernel sets aside for a socket, and for one that is only waited for",
      "zh-cn": "内核为一个套接字、为一个只剩等待的套接字各留多少内存",
    },
  );
  const check = (id: string, cache: keyof typeof weights, title: Bilingual) =>
    stage.check(id, title, {
      kind: "shows",
      command: said.index,
      text: `${cache} ${weights[cache]} bytes`,
    });
  check("weight-tcp", "TCP", {
    en: `A TCP socket is an object of ${weights.TCP} bytes`,
    "zh-cn": `一个 TCP 套接字是 ${weights.TCP} 字节的对象`,
  });
  check("weight-time-wait", "tw_sock_TCP", {
    en: `One in TIME_WAIT, or in FIN-WAIT-2 with nobody to own it, is one of ${weights.tw_sock_TCP}`,
    "zh-cn": `处于 TIME_WAIT，或无主的 FIN-WAIT-2，则是 ${weights.tw_sock_TCP} 字节`,
  });
  return weights;
}

/** A client connects to the server that closes first, and stays silent; resolves with when that was, in µs. */
async function closeFirst(stage: Stage): Promise<number> {
  await stage.terminal("client").type(CONNECT);
  const fin = await stage.packet("the server's FIN", finFrom(SERVER));
  const { table, at } = await seen(stage, "FIN-WAIT-2", SERVER);
  stage.step(
    "server-closes",
    { packet: fin.number },
    {
      en: "The other server has said hello and closes first",
      "zh-cn": "另一个服务端发完 hello，先关闭",
    },
  );
  stage.step(
    "fin-wait-2",
    { at },
    {
      en: "It is in FIN-WAIT-2 with 60 s to go; the client does not close",
      "zh-cn": "它处于 FIN-WAIT-2，还剩 60 秒；客户端不关闭",
    },
  );
  stage.check(
    "timer",
    {
      en: "The server's FIN-WAIT-2 has TIME_WAIT's timer",
      "zh-cn": "服务端的 FIN-WAIT-2 用的是 TIME_WAIT 的定时器",
    },
    {
      kind: "socket",
      at: table.at,
      state: "FIN-WAIT-2",
      local: SERVER,
      peer: CLIENT,
      timer: "timewait",
    },
  );
  stage.check(
    "no-timer",
    {
      en: "The socket of the server that waits has no timer",
      "zh-cn": "等待的服务端，其套接字没有定时器",
    },
    {
      kind: "socket",
      at: table.at,
      state: "ESTAB",
      local: PATIENT,
      peer: OTHER_CLIENT,
      timer: "none",
    },
  );
  return at;
}

/** Waits until FIN-WAIT-2 is over; marks and checks who is left. */
async function outlast(stage: Stage): Promise<void> {
  const table = await stage.table("the end of FIN-WAIT-2", (sockets) =>
    sockets.every(({ state }) => state !== "FIN-WAIT-2"),
  );
  await stage.terminal("ss").shows((screen) => !screen.includes("FIN-WAIT-2"));
  stage.step(
    "gone",
    { at: table.at },
    {
      en: "60 s later: the server that closed holds nothing, the one that waits still holds all",
      "zh-cn": "60 秒后：先关闭的服务端什么也不剩，等待的服务端仍保留一切",
    },
  );
  const { at } = table;
  stage.check(
    "gone",
    {
      en: "The server that closed first has no socket for this client any more",
      "zh-cn": "先关闭的服务端不再有这个客户端的套接字",
    },
    { kind: "socket", at, state: "FIN-WAIT-2", local: SERVER, peer: CLIENT, absent: true },
  );
  stage.check(
    "close-wait",
    {
      en: "The silent client is still in CLOSE-WAIT, without a timer",
      "zh-cn": "沉默的客户端仍处于 CLOSE-WAIT，没有定时器",
    },
    { kind: "socket", at, state: "CLOSE-WAIT", local: CLIENT, peer: SERVER, timer: "none" },
  );
  stage.check(
    "still-established",
    {
      en: "The server that waits still has its socket, without a timer",
      "zh-cn": "等待的服务端仍有它的套接字，没有定时器",
    },
    { kind: "socket", at, state: "ESTAB", local: PATIENT, peer: OTHER_CLIENT, timer: "none" },
  );
}

/** Both clients close after all: one meets nobody, the other becomes the holder of TIME_WAIT. */
async function closeAtLast(stage: Stage): Promise<void> {
  const [client, other] = [stage.terminal("client"), stage.terminal("other-client")];
  client.interrupt();
  await client.prompt();
  const fin = await stage.packet("the client's FIN", finFrom(CLIENT));
  const rst = await stage.packet("a RST", ({ flags }) => flags.includes("R"), fin.number);
  stage.step(
    "too-late",
    { packet: rst.number },
    {
      en: "The client closes at last: nobody remembers it, a RST is the answer",
      "zh-cn": "客户端终于关闭：已没有人记得它，回答是 RST",
    },
  );
  stage.check(
    "too-late",
    {
      en: "The client's FIN is answered with a RST",
      "zh-cn": "对客户端 FIN 的回答是 RST",
    },
    { kind: "packet", packet: rst.number, from: SERVER, to: CLIENT, flags: rst.flags },
  );
  other.interrupt();
  await other.prompt();
  const { table, at } = await seen(stage, "TIME-WAIT", OTHER_CLIENT);
  stage.step(
    "client-holds",
    { at },
    {
      en: "The other client closes, before its server: it holds TIME_WAIT itself",
      "zh-cn": "另一个客户端先于服务端关闭：TIME_WAIT 由它自己持有",
    },
  );
  stage.check(
    "client-holds",
    {
      en: "TIME-WAIT is on the side of the other client",
      "zh-cn": "TIME-WAIT 在另一个客户端一侧",
    },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: OTHER_CLIENT, peer: PATIENT },
  );
}
