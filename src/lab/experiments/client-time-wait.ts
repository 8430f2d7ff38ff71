import { endSeq } from "../../model/index.ts";
import type { Experiment } from "../experiment.ts";
import {
  CLIENT,
  CONNECT,
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

/** The article's second experiment, without TCP timestamps, as its host had them. */
export const clientTimeWait: Experiment = {
  ...scene,
  name: "client-time-wait",
  title: {
    en: "The client holds TIME_WAIT, and cannot come back",
    "zh-cn": "TIME_WAIT 留在客户端，再也连不上",
  },
  summary: {
    en: "The client closes first and holds TIME_WAIT; connecting from the same port again fails before a packet leaves. TCP timestamps are off.",
    "zh-cn": "客户端先关闭，持有 TIME_WAIT；再从同一端口连接，包还没发出就失败。TCP 时间戳关闭。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "0" },
  tools: ["ncat", "watch", "strace"],
  server: false,
  poster: "refused",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    const { client } = terminals;
    await startServer(stage, "ncat -lk 127.0.0.1 8888");

    await client.type(CONNECT);
    const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
    const connected = await seen(stage, "ESTAB", CLIENT);
    markConnect(stage, syn.number, false);
    stage.check(
      "connected",
      { en: "The connection is established", "zh-cn": "连接已建立" },
      { kind: "socket", at: connected.table.at, state: "ESTAB", local: CLIENT, peer: SERVER },
    );

    client.interrupt();
    await client.prompt();
    const fin = await stage.packet("the client's FIN", finFrom(CLIENT));
    const answer = await stage.packet("the server's FIN", finFrom(SERVER), fin.number);
    const last = await stage.packet(
      "the last ACK",
      ({ from, ack }) => from === CLIENT && ack === endSeq(answer),
      answer.number,
    );
    const held = await seen(stage, "TIME-WAIT", CLIENT);
    stage.step(
      "client-closes",
      { packet: fin.number },
      {
        en: "Ctrl-C: the client's kernel sends the first FIN",
        "zh-cn": "Ctrl-C：客户端内核发出第一个 FIN",
      },
    );
    stage.step(
      "time-wait",
      { at: held.at },
      {
        en: "The client holds TIME_WAIT",
        "zh-cn": "客户端持有 TIME_WAIT",
      },
    );
    stage.check(
      "client-closed-first",
      { en: "The first FIN came from the client", "zh-cn": "第一个 FIN 来自客户端" },
      { kind: "packet", packet: fin.number, from: CLIENT, to: SERVER, flags: fin.flags },
    );
    stage.check(
      "time-wait-on-client",
      {
        en: "ss shows TIME-WAIT with the client's address as the local one",
        "zh-cn": "ss 显示 TIME-WAIT，本端是客户端的地址",
      },
      { kind: "socket", at: held.table.at, state: "TIME-WAIT", local: CLIENT, peer: SERVER },
    );
    await countedDownTo(stage, 57);

    await client.type(CONNECT);
    await client.prompt();
    const refused = client.commands.at(-1);
    if (!refused?.ended) throw new Error("the command has not ended");
    stage.step(
      "refused",
      {
        at: refused.ended,
        call: { from: "client", name: "connect()", errno: "EADDRNOTAVAIL" },
      },
      {
        en: "The same port again: “Cannot assign requested address”",
        "zh-cn": "同一端口再来：“Cannot assign requested address”",
      },
    );
    stage.check(
      "cannot-assign",
      {
        en: "ncat says “Cannot assign requested address”",
        "zh-cn": "ncat 报错 “Cannot assign requested address”",
      },
      { kind: "shows", terminal: "client", text: "Ncat: Cannot assign requested address." },
    );
    stage.check(
      "failed",
      { en: "The second connection ends with exit code 1", "zh-cn": "第二次连接以退出码 1 结束" },
      { kind: "exit", command: stage.commands().indexOf(refused), code: 1 },
    );

    await client.type(`strace -e trace=setsockopt,bind,connect ${CONNECT}`);
    await client.prompt();
    const traced = client.commands.at(-1);
    if (!traced?.ended) throw new Error("the command has not ended");
    stage.step(
      "which-call",
      { at: traced.ended },
      {
        en: "strace: bind() succeeds, connect() fails",
        "zh-cn": "strace：bind() 成功，connect() 失败",
      },
    );
    stage.check(
      "errno",
      {
        en: "The call that fails returns EADDRNOTAVAIL",
        "zh-cn": "失败的系统调用返回 EADDRNOTAVAIL",
      },
      { kind: "shows", terminal: "client", text: "= -1 EADDRNOTAVAIL" },
    );
    stage.check(
      "nothing-sent",
      {
        en: "No packet was sent after the last ACK of the first connection",
        "zh-cn": "第一条连接的最后一个 ACK 之后没有再发任何包",
      },
      { kind: "total", packets: last.number },
    );
    await lowerCurtain(terminals);
  },
};
