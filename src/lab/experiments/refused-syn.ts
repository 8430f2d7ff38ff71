import type { Story } from "../experiment.ts";
import { heals, lastOf } from "./healing.ts";
import {
  CLIENT,
  CONNECT,
  finFrom,
  interrupt,
  markConnect,
  scene,
  seen,
  SERVER,
  startServer,
  startSs,
  startTcpdump,
} from "./scene.ts";

/**
 * The ISN clock gains 15.6 MB/s (net/core/secure_seq.c:seq_scale). To be ahead of it still when the
 * second command has been typed, seconds later, the first connection must have sent this much.
 */
const BYTES = 200_000_000;

const RECEIVE = `socat -u -b 1000000 TCP-LISTEN:8888,bind=127.0.0.1,reuseaddr,fork,readbytes=${BYTES} OPEN:/dev/null`;
const UPLOAD = `head -c ${BYTES} /dev/zero | socat -b 1000000 -t 9 - TCP:127.0.0.1:8888,sourceport=59818,reuseaddr,shut-none`;

/** A connection that outran the ISN clock leaves a TIME_WAIT that refuses the next SYN. */
export const refusedSyn: Story = {
  ...scene,
  name: "refused-syn",
  title: {
    en: "The SYN that TIME_WAIT refuses, and how it gets in after all",
    "zh-cn": "被 TIME_WAIT 拒绝的 SYN，以及它怎样还是连上了",
  },
  summary: {
    en: "The client uploads 200 MB faster than its clock of initial sequence numbers runs; the next SYN from the same port then looks old. TIME_WAIT refuses it, and the client's own RST clears the way. TCP timestamps are off.",
    "zh-cn":
      "客户端上传 200 MB，比初始序列号的时钟走得还快；同一端口的下一个 SYN 因此显得是旧的。TIME_WAIT 拒绝了它，而客户端自己的 RST 清除了障碍。TCP 时间戳关闭。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "0" },
  tools: ["ncat", "socat", "watch"],
  server: false,
  snap: 96,
  poster: "refused",

  async play(stage) {
    const terminal = (id: string) => stage.terminal(id);
    await startSs(stage);
    await startServer(stage, RECEIVE);
    await terminal("client").type(UPLOAD);
    const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
    const first = await stage.packet("the server's FIN", finFrom(SERVER), syn.number);
    const answer = await stage.packet("the client's FIN", finFrom(CLIENT), syn.number);
    await terminal("client").prompt();
    await startTcpdump(stage);
    const held = await seen(stage, "TIME-WAIT", SERVER);

    markConnect(stage, syn.number, false);
    stage.step(
      "uploaded",
      { packet: first.number },
      {
        en: "The server has read 200 MB and closes first",
        "zh-cn": "服务端读完 200 MB，先关闭",
      },
    );
    stage.step(
      "time-wait",
      { at: held.at },
      { en: "ss shows it: the server holds TIME_WAIT", "zh-cn": "ss 看到了：服务端持有 TIME_WAIT" },
    );
    stage.check(
      "sent",
      { en: "The client has sent 200,000,000 bytes", "zh-cn": "客户端发送了 200,000,000 字节" },
      {
        kind: "sequence",
        of: { packet: lastOf(stage, CLIENT, answer.number).number, field: "end" },
        against: { packet: syn.number, field: "end" },
        is: { exactly: BYTES },
      },
    );
    stage.check(
      "server-closed-first",
      { en: "The first FIN came from the server", "zh-cn": "第一个 FIN 来自服务端" },
      {
        kind: "packet",
        packet: first.number,
        from: SERVER,
        to: CLIENT,
        flags: first.flags,
        first: true,
      },
    );
    stage.check(
      "time-wait-on-server",
      {
        en: "ss shows TIME-WAIT with the server's address as the local one",
        "zh-cn": "ss 显示 TIME-WAIT，本端是服务端的地址",
      },
      { kind: "socket", at: held.table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT },
    );

    await terminal("client").type(CONNECT);
    const again = await stage.packet("the second SYN", ({ flags }) => flags === "S", answer.number);
    stage.step(
      "refused",
      { packet: again.number },
      {
        en: "The same port again: this SYN looks older than what TIME_WAIT has received",
        "zh-cn": "同一端口再次连接：与 TIME_WAIT 收到过的相比，这个 SYN 显得是旧的",
      },
    );
    stage.check(
      "syn-is-older",
      {
        en: "The old rcv_nxt is past its sequence number",
        "zh-cn": "旧连接的 rcv_nxt 在它的序列号之后",
      },
      {
        kind: "sequence",
        of: { packet: answer.number, field: "end" },
        against: { packet: again.number, field: "seq" },
        is: { after: true },
      },
    );
    await heals(stage, {
      ends: { client: CLIENT, server: SERVER },
      syn: again,
      holder: "TIME_WAIT",
      old: { client: answer, server: first },
    });
    const open = await seen(stage, "ESTAB", SERVER);
    stage.step(
      "connected",
      { at: open.at },
      {
        en: "ss shows it: a new connection where TIME_WAIT was",
        "zh-cn": "ss 看到了：TIME_WAIT 的位置上是新连接",
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
        at: open.table.at,
        state: "TIME-WAIT",
        local: SERVER,
        peer: CLIENT,
        absent: true,
      },
    );
    stage.finds(
      {
        en: "ACK, RST, the SYN again at once: let in",
        "zh-cn": "ACK、RST，SYN 随即再发：连上",
      },
      ["refused-by-ack", "soon"],
    );
    for (const id of ["client", "tcpdump", "ss", "server"]) await interrupt(terminal(id));
  },
};
