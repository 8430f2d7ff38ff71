import { endSeq, kernelNamed } from "../../model/index.ts";
import type { Story } from "../experiment.ts";
import { thisKernel } from "../kernel.ts";
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
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

const base = {
  ...scene,
  tools: ["ncat", "watch"],
  server: true,
  poster: "same-port",
} as const;

/** The article's first experiment, without TCP timestamps, as its host had them. */
export const serverTimeWait: Story = {
  ...base,
  name: "server-time-wait",
  title: {
    en: "The server holds TIME_WAIT, and the same port comes back",
    "zh-cn": "TIME_WAIT 留在服务端，同一端口再次连接",
  },
  summary: {
    en: "The server closes first and holds TIME_WAIT; a second connection from the same port is accepted at once. TCP timestamps are off.",
    "zh-cn": "服务端先关闭，持有 TIME_WAIT；同一端口的第二条连接立即被接受。TCP 时间戳关闭。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "0" },
  play: (stage) => play(stage, false),
};

/** The same with timestamps, as every Linux has them unless told otherwise. */
export const serverTimeWaitTimestamps: Story = {
  ...base,
  name: "server-time-wait-timestamps",
  title: {
    en: "The server holds TIME_WAIT, with TCP timestamps",
    "zh-cn": "TIME_WAIT 留在服务端，打开 TCP 时间戳",
  },
  summary: {
    en: "The server closes first and holds TIME_WAIT; a second connection from the same port is accepted at once. TCP timestamps are on, as they are by default.",
    "zh-cn":
      "服务端先关闭，持有 TIME_WAIT；同一端口的第二条连接立即被接受。TCP 时间戳打开，这是默认设置。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "1" },
  play: (stage) => play(stage, true),
};

async function play(stage: Stage, timestamps: boolean): Promise<void> {
  const terminals = await raiseCurtain(stage);
  await startServer(stage, "./server");

  const first = await connect(stage);
  markConnect(stage, first.syn.number, timestamps);
  stage.step(
    "server-closes",
    { packet: first.fin.number },
    {
      en: "The server has said hello and closes first",
      "zh-cn": "服务端发完 hello，先关闭",
    },
  );

  const closed = await close(stage, first.fin.number);
  stage.step(
    "client-closes",
    { packet: closed.fin.number },
    {
      en: "Ctrl-C: the client's kernel sends its FIN",
      "zh-cn": "Ctrl-C：客户端内核发出 FIN",
    },
  );
  stage.step(
    "time-wait",
    { at: closed.at },
    {
      en: "ss shows it: the server holds TIME_WAIT",
      "zh-cn": "ss 看到了：服务端持有 TIME_WAIT",
    },
  );
  stage.check(
    "server-closed-first",
    { en: "The first FIN came from the server", "zh-cn": "第一个 FIN 来自服务端" },
    {
      kind: "packet",
      packet: first.fin.number,
      from: SERVER,
      to: CLIENT,
      flags: first.fin.flags,
      first: true,
    },
  );
  stage.check(
    "time-wait-on-server",
    {
      en: "ss shows TIME-WAIT with the server's address as the local one",
      "zh-cn": "ss 显示 TIME-WAIT，本端是服务端的地址",
    },
    { kind: "socket", at: closed.table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT },
  );

  const { table: before } = await countedDownTo(stage, 57);
  stage.check(
    "still-time-wait",
    {
      en: "Seconds later TIME-WAIT is still there",
      "zh-cn": "几秒之后 TIME-WAIT 仍在",
    },
    { kind: "socket", at: before.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT },
  );

  const again = await connect(stage, closed.last.number);
  stage.step(
    "same-port",
    { packet: again.syn.number },
    {
      en: "The same port again: a SYN meets TIME_WAIT",
      "zh-cn": "同一端口再次连接：SYN 遇到 TIME_WAIT",
    },
  );
  stage.step(
    "reopened",
    { packet: again.synAck.number },
    {
      en: "The next packet is the answer",
      "zh-cn": "下一个包就是回答",
    },
  );
  stage.step(
    "gone",
    { at: again.at },
    {
      en: "ss shows it: TIME-WAIT is gone, a new connection has its place",
      "zh-cn": "ss 看到了：TIME-WAIT 不见了，取而代之的是新连接",
    },
  );
  stage.check(
    "time-wait-is-gone",
    {
      en: "ss shows the new connection, and TIME-WAIT no more",
      "zh-cn": "ss 显示新连接，TIME-WAIT 已不在",
    },
    {
      kind: "socket",
      at: again.table.at,
      state: "TIME-WAIT",
      local: SERVER,
      peer: CLIENT,
      absent: true,
    },
  );
  stage.check(
    "syn-meets-time-wait",
    {
      en: "The new SYN has the same four-tuple",
      "zh-cn": "新的 SYN 与旧连接的四元组相同",
    },
    { kind: "packet", packet: again.syn.number, from: CLIENT, to: SERVER, flags: "S", timestamps },
  );
  stage.check(
    "syn-is-newer",
    {
      en: "Its sequence number is past the old rcv_nxt",
      "zh-cn": "它的序列号在旧连接的 rcv_nxt 之后",
    },
    {
      kind: "sequence",
      of: { packet: again.syn.number, field: "seq" },
      against: { packet: closed.fin.number, field: "end" },
      is: { after: true },
    },
  );
  stage.check(
    "answered-by-syn-ack",
    { en: "The next packet is a SYN-ACK", "zh-cn": "下一个包就是 SYN-ACK" },
    {
      kind: "packet",
      packet: again.syn.number + 1,
      from: SERVER,
      to: CLIENT,
      flags: "SA",
      answers: again.syn.number,
    },
  );
  const continued = kernelNamed(thisKernel().name).reopenIsn === "continued";
  stage.check(
    continued ? "isn-continued" : "isn-fresh",
    continued
      ? {
          en: "The SYN-ACK's sequence number is the old snd_nxt plus 65,537",
          "zh-cn": "SYN-ACK 的序列号是旧连接的 snd_nxt 加 65,537",
        }
      : {
          en: "The SYN-ACK's sequence number is fresh, as on kernels from 4.15 to 6.9",
          "zh-cn": "SYN-ACK 的序列号是新选的，4.15 到 6.9 的内核都如此",
        },
    {
      kind: "sequence",
      of: { packet: again.synAck.number, field: "seq" },
      against: { packet: first.fin.number, field: "end" },
      is: continued ? { exactly: CONTINUED } : { otherThan: CONTINUED },
    },
  );
  stage.finds(
    continued
      ? { en: "ISN = old snd_nxt + 65,537", "zh-cn": "ISN = 旧 snd_nxt + 65,537" }
      : { en: "ISN fresh", "zh-cn": "ISN 全新选取" },
    [continued ? "isn-continued" : "isn-fresh"],
  );

  const end = await close(stage, again.fin.number);
  stage.step(
    "again",
    { at: end.at },
    {
      en: "Closed again: TIME_WAIT starts over at 60 s",
      "zh-cn": "再次关闭：TIME_WAIT 从 60 秒重新开始",
    },
  );
  stage.check(
    "said-hello",
    { en: "The client printed hello", "zh-cn": "客户端打印出 hello" },
    { kind: "shows", command: first.command, text: "hello" },
  );
  stage.check(
    "not-counted",
    {
      en: "TcpExtTWRecycled did not rise: the kernel does not count this",
      "zh-cn": "TcpExtTWRecycled 没有增加：内核不统计这种重新打开",
    },
    { kind: "counter", counter: "TWRecycled", change: 0 },
  );

  await countedDownTo(stage, 58);
  await lowerCurtain(terminals);
}

/** ncat connects and is told hello; resolves with what was sent, up to the server's FIN. */
async function connect(stage: Stage, past = 0) {
  const client = stage.terminal("client");
  await client.type(CONNECT);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S", past);
  const synAck = await stage.packet("a SYN-ACK", ({ flags }) => flags === "SA", syn.number);
  const fin = await stage.packet("the server's FIN", finFrom(SERVER), syn.number);
  await client.shows(/8888\nhello\s*$/);
  const { table, at } = await seen(stage, "FIN-WAIT-2", SERVER);
  await countedDownTo(stage, 58);
  const command = stage.commands().findIndex(({ terminal }) => terminal === "client");
  return { syn, synAck, fin, table, at, command };
}

/** Ctrl-C in the client; resolves with its FIN, the last ACK, and the table that shows TIME-WAIT. */
async function close(stage: Stage, past: number) {
  const client = stage.terminal("client");
  client.interrupt();
  await client.prompt();
  const fin = await stage.packet("the client's FIN", finFrom(CLIENT), past);
  const last = await stage.packet(
    "the last ACK",
    ({ from, flags, ack }) => from === SERVER && flags === "A" && ack === endSeq(fin),
    fin.number,
  );
  const { table, at } = await seen(stage, "TIME-WAIT", SERVER);
  return { fin, last, table, at };
}
