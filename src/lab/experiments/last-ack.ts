import { add, endSeq } from "../../model/index.ts";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import { heals, type Captured } from "./healing.ts";
import {
  checkContinued,
  checkLetIn,
  finFrom,
  interrupt,
  scene,
  seen,
  startSs,
  startTcpdump,
} from "./scene.ts";

const ends = { client: "10.77.0.2:59818", server: "10.77.0.1:8888" } as const;
const LISTEN = "ncat -lk 10.77.0.1 8888";
const CONNECT = "ncat -p 59818 10.77.0.1 8888";

const [client, server, ss, tcpdump] = scene.terminals;

/** Both sides reuse a four-tuple: the client on its own word, the server on a SYN's. */
export const lastAck: Story = {
  name: "last-ack",
  title: {
    en: "The client reuses its port while the server still waits for the last ACK",
    "zh-cn": "服务端还在等最后一个 ACK，客户端就重用了端口",
  },
  summary: {
    en: "The client holds TIME_WAIT, but its last ACK was lost and the server is in LAST_ACK. connect() takes the port all the same, and its SYN is refused: ACK, RST, SYN again. Where the server holds TIME_WAIT, the SYN is let in at once.",
    "zh-cn":
      "客户端持有 TIME_WAIT，但最后一个 ACK 丢了，服务端停在 LAST_ACK。connect() 照样重用端口，SYN 被拒绝：ACK、RST，SYN 再发一次。若由服务端持有 TIME_WAIT，SYN 立即被接受。",
  },
  network: "veth",
  sysctls: { "net.ipv4.tcp_timestamps": "1" },
  tools: ["ncat", "nft", "watch"],
  server: false,
  ends,
  terminals: [
    { ...client, host: "client" },
    server,
    {
      id: "client-ss",
      role: "observer",
      host: "client",
      title: { en: "nft and ss, client's host", "zh-cn": "客户端主机上的 nft 和 ss" },
      cols: 90,
      rows: 6,
    },
    { ...ss, title: { en: "ss, server's host", "zh-cn": "服务端主机上的 ss" } },
    tcpdump,
  ],
  poster: "refused",

  async play(stage) {
    await startTcpdump(stage, "to-client");
    await startSs(stage);
    await stage.terminal("server").type(LISTEN);
    await seen(stage, "LISTEN", ends.server);
    const { synAck } = await connect(stage, 0);
    const fins = await loseLastAck(stage, synAck);
    const again = await takeOver(stage, fins.client);
    await heals(stage, { ends, syn: again, holder: "LAST_ACK", old: fins });
    const open = await seen(stage, "ESTAB", ends.server);
    stage.check(
      "last-ack-is-gone",
      {
        en: "ss shows a new connection on the server, and LAST-ACK no more",
        "zh-cn": "ss 显示服务端有了新连接，LAST-ACK 已不在",
      },
      {
        kind: "socket",
        at: open.table.at,
        state: "LAST-ACK",
        local: ends.server,
        peer: ends.client,
        absent: true,
      },
    );
    await control(stage, again);
    stage.finds(
      {
        en: "reused by the client: ACK, RST, SYN again; by the server: let in at once",
        "zh-cn": "客户端重用：ACK、RST，SYN 再发；服务端重用：立即接受",
      },
      ["refused-by-ack", "soon", "let-in-at-once"],
    );
    for (const id of ["client", "client-ss", "tcpdump", "ss", "server"])
      await interrupt(stage.terminal(id));
  },
};

/** ncat connects from the same port as always; resolves when the server has the connection. */
async function connect(stage: Stage, past: number) {
  await stage.terminal("client").type(CONNECT);
  const syn = await stage.packet("a SYN", ({ flags }) => flags === "S", past);
  const synAck = await stage.packet("a SYN-ACK", ({ flags }) => flags === "SA", syn.number);
  await seen(stage, "ESTAB", ends.server);
  return { syn, synAck };
}

/** The client closes first, and whatever acknowledges the server's FIN is lost on the way. */
async function loseLastAck(stage: Stage, synAck: Captured) {
  const host = stage.terminal("client-ss");
  // The server says nothing: its FIN is the next number after its SYN.
  await host.type(
    `nft 'table ip lossy { chain out { type filter hook output priority 0; tcp ackseq ${add(endSeq(synAck), 1)} drop; }; }'`,
  );
  await host.prompt();
  stage.step(
    "lossy",
    { at: stage.clock.now() },
    {
      en: "From now on what acknowledges the server's FIN is lost",
      "zh-cn": "从现在起，凡是确认服务端 FIN 的包都会丢失",
    },
  );
  await startSs(stage, "client-ss");
  await interrupt(stage.terminal("client"));
  const fin = await stage.packet("the client's FIN", finFrom(ends.client), synAck.number);
  const answer = await stage.packet("the server's FIN", finFrom(ends.server), fin.number);
  stage.step(
    "client-closes",
    { packet: fin.number },
    { en: "Ctrl-C: the client closes first", "zh-cn": "Ctrl-C：客户端先关闭" },
  );
  const held = await seen(stage, "TIME-WAIT", ends.client, "client-ss");
  const waits = await seen(stage, "LAST-ACK", ends.server);
  const resent = await stage.packet("the FIN again", finFrom(ends.server), answer.number);
  stage.step(
    "last-ack",
    { packet: resent.number },
    {
      en: "The client holds TIME_WAIT, the server is in LAST_ACK and sends its FIN again",
      "zh-cn": "客户端持有 TIME_WAIT；服务端在 LAST_ACK，重发 FIN",
    },
  );
  stage.check(
    "time-wait-on-client",
    {
      en: "ss on the client's host shows TIME-WAIT",
      "zh-cn": "客户端主机上的 ss 显示 TIME-WAIT",
    },
    {
      kind: "socket",
      at: held.table.at,
      state: "TIME-WAIT",
      local: ends.client,
      peer: ends.server,
    },
  );
  stage.check(
    "last-ack-on-server",
    { en: "ss on the server's host shows LAST-ACK", "zh-cn": "服务端主机上的 ss 显示 LAST-ACK" },
    {
      kind: "socket",
      at: waits.table.at,
      state: "LAST-ACK",
      local: ends.server,
      peer: ends.client,
    },
  );
  stage.check(
    "fin-again",
    { en: "The server's FIN is sent again", "zh-cn": "服务端重发了 FIN" },
    {
      kind: "sequence",
      of: { packet: resent.number, field: "seq" },
      against: { packet: answer.number, field: "seq" },
      is: { exactly: 0 },
    },
  );
  return { client: fin, server: answer };
}

/** connect() takes its own TIME_WAIT over; resolves with the SYN, which meets LAST_ACK. */
async function takeOver(stage: Stage, fin: Captured): Promise<Captured> {
  await stage.terminal("client").type(CONNECT);
  const syn = await stage.packet("the second SYN", ({ flags }) => flags === "S", fin.number);
  stage.step(
    "refused",
    { packet: syn.number },
    {
      en: "The same port again: connect() takes TIME_WAIT over, and the SYN meets LAST_ACK",
      "zh-cn": "同一端口再次连接：connect() 接管 TIME_WAIT，SYN 遇到 LAST_ACK",
    },
  );
  stage.check(
    "reused",
    {
      en: "The SYN echoes a timestamp of the old connection: it was reused",
      "zh-cn": "SYN 回显了旧连接的时间戳：这是重用",
    },
    {
      kind: "packet",
      packet: syn.number,
      from: ends.client,
      to: ends.server,
      flags: "S",
      echoes: true,
    },
  );
  checkContinued(stage, syn.number, fin.number);
  return syn;
}

/** The control: now the server closes first and holds TIME_WAIT, and the same port comes back. */
async function control(stage: Stage, past: Captured): Promise<void> {
  await interrupt(stage.terminal("server"));
  const fin = await stage.packet("the server's FIN", finFrom(ends.server), past.number);
  await interrupt(stage.terminal("client"));
  const answer = await stage.packet("the client's FIN", finFrom(ends.client), fin.number);
  stage.step(
    "server-closes",
    { packet: fin.number },
    { en: "For comparison the server closes first", "zh-cn": "作为对照，由服务端先关闭" },
  );
  const held = await seen(stage, "TIME-WAIT", ends.server);
  await stage.terminal("server").type(LISTEN);
  await seen(stage, "LISTEN", ends.server);
  stage.check(
    "time-wait-on-server",
    { en: "ss on the server's host shows TIME-WAIT", "zh-cn": "服务端主机上的 ss 显示 TIME-WAIT" },
    {
      kind: "socket",
      at: held.table.at,
      state: "TIME-WAIT",
      local: ends.server,
      peer: ends.client,
    },
  );
  const { syn } = await connect(stage, answer.number);
  stage.step(
    "let-in-at-once",
    { packet: syn.number },
    {
      en: "The same port again: TIME_WAIT on the server lets the SYN in",
      "zh-cn": "同一端口再次连接：服务端的 TIME_WAIT 接受 SYN",
    },
  );
  await checkLetIn(stage, "let-in-at-once", syn.number, ends);
}
