import { endSeq, kernelNamed } from "../../model/index.ts";
import type { Story } from "../experiment.ts";
import { thisKernel } from "../kernel.ts";
import type { Stage } from "../stage.ts";
import type { Captured } from "./healing.ts";
import { CONTINUED, finFrom, interrupt, scene, seen, startSs, startTcpdump } from "./scene.ts";

const ends = { client: "10.77.0.2:59818", server: "10.77.0.1:8888" } as const;

/** The server closes first: it says hello to whoever comes, and hangs up. */
const LISTEN = "ncat -lk 10.77.0.1 8888 -c 'echo hello'";
const CONNECT = "ncat -p 59818 10.77.0.1 8888";
/** A network that brings every FIN of the client twice. */
const TWICE =
  "ip netns exec client nft 'table ip path { chain out { type filter hook output priority 0; tcp flags & fin == fin dup to 10.77.0.1; }; }'";
/** A network that loses what the server acknowledges, for as long as the table is there. */
const LOSSY =
  "nft 'table ip path { chain out { type filter hook output priority 0; tcp flags == ack drop; }; }'";
const MEND = "nft delete table ip path";

const [client, server, ss, tcpdump] = scene.terminals;

const base = {
  network: "veth",
  tools: ["ncat", "nft", "watch"],
  server: false,
  ends,
  terminals: [
    { ...client, host: "client" },
    server,
    {
      id: "path",
      role: "observer",
      title: { en: "nft: the network", "zh-cn": "nft：网络" },
      cols: 160,
      rows: 4,
    },
    ss,
    tcpdump,
  ],
  poster: "reset",
} as const satisfies Partial<Story>;

/** RFC 1337: an old duplicate makes TIME_WAIT say an ACK, and the RST that answers it ends it. */
export const assassination: Story = {
  ...base,
  name: "assassination",
  title: {
    en: "TIME_WAIT assassination: a duplicate FIN and a RST end it",
    "zh-cn": "TIME_WAIT 被“暗杀”：一个重复的 FIN 和一个 RST 就能结束它",
  },
  summary: {
    en: "The client's FIN arrives twice. TIME_WAIT acknowledges both; for the second ACK the client has no socket any more and answers with a RST of exactly the right number: TIME_WAIT is gone. tcp_rfc1337 is 0, the default.",
    "zh-cn":
      "客户端的 FIN 到达两次。TIME_WAIT 都确认了；第二个 ACK 到来时客户端已没有套接字，回以序列号恰好正确的 RST：TIME_WAIT 消失。tcp_rfc1337 为 0，这是默认值。",
  },
  sysctls: { "net.ipv4.tcp_rfc1337": "0" },
  play: (stage) => play(stage, false),
};

/** The same with the remedy of RFC 1337 switched on. */
export const assassinationRfc1337: Story = {
  ...base,
  name: "assassination-rfc1337",
  title: {
    en: "With tcp_rfc1337, TIME_WAIT survives the RST",
    "zh-cn": "打开 tcp_rfc1337，TIME_WAIT 不受 RST 影响",
  },
  summary: {
    en: "The client's FIN arrives twice, and its RST has exactly the right number; with tcp_rfc1337=1 the kernel ignores it, and TIME_WAIT stays.",
    "zh-cn":
      "客户端的 FIN 到达两次，它的 RST 序列号也恰好正确；tcp_rfc1337=1 时内核忽略它，TIME_WAIT 仍在。",
  },
  sysctls: { "net.ipv4.tcp_rfc1337": "1" },
  play: (stage) => play(stage, true),
};

async function play(stage: Stage, survives: boolean): Promise<void> {
  await startTcpdump(stage, "to-client");
  await startSs(stage);
  await stage.terminal("server").type(LISTEN);
  await seen(stage, "LISTEN", ends.server);
  const first = await connect(stage);
  const fin = await loseAcks(stage, first);
  const { ack, rst } = await deliverTwice(stage, fin);
  const timeWait = { state: "TIME-WAIT", local: ends.server, peer: ends.client } as const;
  const later = await tableAfter(stage, rst, survives);
  stage.step(
    "after",
    { at: later },
    survives
      ? {
          en: "ss shows it: TIME_WAIT is still there",
          "zh-cn": "ss 看到了：TIME_WAIT 仍在",
        }
      : { en: "ss shows it: TIME_WAIT is gone", "zh-cn": "ss 看到了：TIME_WAIT 不见了" },
  );
  checkRst(stage, ack, rst);
  if (survives)
    stage.check(
      "time-wait-stays",
      { en: "After the RST ss still shows TIME-WAIT", "zh-cn": "RST 之后 ss 仍显示 TIME-WAIT" },
      { kind: "socket", at: later, ...timeWait },
    );
  else
    stage.check(
      "time-wait-is-gone",
      { en: "After the RST ss shows no TIME-WAIT", "zh-cn": "RST 之后 ss 不再显示 TIME-WAIT" },
      { kind: "socket", at: later, ...timeWait, absent: true },
    );
  await comeBack(stage, first, rst, survives);
  stage.finds(
    survives
      ? { en: "an exact RST: TIME_WAIT stays", "zh-cn": "序列号正确的 RST：TIME_WAIT 仍在" }
      : { en: "an exact RST: TIME_WAIT is gone", "zh-cn": "序列号正确的 RST：TIME_WAIT 消失" },
    [survives ? "time-wait-stays" : "time-wait-is-gone", "exact"],
  );
  for (const id of ["client", "tcpdump", "ss", "server"]) await interrupt(stage.terminal(id));
}

/** The client is told hello, and the server has closed; resolves with the server's FIN. */
async function connect(stage: Stage): Promise<Captured> {
  await stage.terminal("client").type(CONNECT);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
  const fin = await stage.packet("the server's FIN", finFrom(ends.server), syn.number);
  await seen(stage, "FIN-WAIT-2", ends.server);
  stage.step(
    "connect",
    { packet: syn.number },
    { en: "The client connects from port 59818", "zh-cn": "客户端从 59818 端口连接" },
  );
  stage.step(
    "server-closes",
    { packet: fin.number },
    { en: "The server says hello and closes first", "zh-cn": "服务端说完 hello，先关闭" },
  );
  stage.check(
    "server-closed-first",
    { en: "The first FIN came from the server", "zh-cn": "第一个 FIN 来自服务端" },
    {
      kind: "packet",
      packet: fin.number,
      from: ends.server,
      to: ends.client,
      flags: fin.flags,
      first: true,
    },
  );
  return fin;
}

/** From now on FINs come twice, and ACKs are lost; resolves with the FIN that made TIME_WAIT. */
async function loseAcks(stage: Stage, past: Captured): Promise<Captured> {
  const path = stage.terminal("path");
  for (const command of [TWICE, LOSSY]) {
    await path.type(command);
    await path.prompt();
  }
  stage.step(
    "bad-network",
    { at: stage.clock.now() },
    {
      en: "The network turns bad: it loses the server's ACKs and brings FINs twice",
      "zh-cn": "网络变坏：服务端的 ACK 会丢，FIN 会到达两次",
    },
  );
  await interrupt(stage.terminal("client"));
  const fin = await stage.packet("the client's FIN", finFrom(ends.client), past.number);
  const twin = await stage.packet("its duplicate", finFrom(ends.client), fin.number);
  const { table, at } = await seen(stage, "TIME-WAIT", ends.server);
  stage.step(
    "client-closes",
    { packet: fin.number },
    {
      en: "Ctrl-C: the client closes, and its FIN comes twice",
      "zh-cn": "Ctrl-C：客户端关闭，它的 FIN 到达两次",
    },
  );
  stage.step(
    "time-wait",
    { at },
    { en: "ss shows it: the server holds TIME_WAIT", "zh-cn": "ss 看到了：服务端持有 TIME_WAIT" },
  );
  stage.check(
    "twice",
    { en: "The client's FIN came twice", "zh-cn": "客户端的 FIN 到达了两次" },
    {
      kind: "sequence",
      of: { packet: twin.number, field: "seq" },
      against: { packet: fin.number, field: "seq" },
      is: { exactly: 0 },
    },
  );
  stage.check(
    "time-wait-on-server",
    { en: "Before the RST ss shows TIME-WAIT", "zh-cn": "RST 之前 ss 显示 TIME-WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: ends.server, peer: ends.client },
  );
  return fin;
}

/** ACKs get through again; resolves with the second one, and the RST that it is answered with. */
async function deliverTwice(stage: Stage, fin: Captured) {
  const path = stage.terminal("path");
  await path.type(MEND);
  await path.prompt();
  const isAck = ({ from, flags, ack }: Captured) =>
    from === ends.server && flags === "A" && ack === endSeq(fin);
  const first = await stage.packet("an ACK of the FIN", isAck, fin.number);
  const ack = await stage.packet("an ACK of its duplicate", isAck, first.number);
  const rst = await stage.packet(
    "the client's RST",
    ({ from, flags }) => from === ends.client && flags === "R",
    ack.number,
  );
  stage.step(
    "acknowledged",
    { packet: first.number },
    {
      en: "An ACK gets through: the client's connection is over",
      "zh-cn": "一个 ACK 到达：客户端的连接结束了",
    },
  );
  stage.step(
    "acknowledged-twice",
    { packet: ack.number },
    {
      en: "TIME_WAIT acknowledges the duplicate as well",
      "zh-cn": "TIME_WAIT 也确认了重复的 FIN",
    },
  );
  stage.step(
    "reset",
    { packet: rst.number },
    {
      en: "The client knows no such connection any more: RST",
      "zh-cn": "客户端已不认识这条连接：RST",
    },
  );
  return { ack, rst };
}

/** Resolves with the time of a table that shows what the RST has left. */
async function tableAfter(stage: Stage, rst: Captured, survives: boolean): Promise<number> {
  const captured = stage.clock.now();
  const last = () => stage.sockets.tables.at(-1);
  const { table } = survives
    ? await stage.socket(`TIME-WAIT after packet ${rst.number}`, ({ state }) => {
        const { at, took } = last() ?? { at: 0, took: 0 };
        return state === "TIME-WAIT" && at - took > captured;
      })
    : await stage.socket(`no TIME-WAIT after packet ${rst.number}`, ({ state }) => {
        const states = last()?.sockets.map((socket) => socket.state) ?? [];
        return state === "LISTEN" && !states.includes("TIME-WAIT");
      });
  return table.at;
}

/** The RST is bare, and has the very number that TIME_WAIT expects next. */
function checkRst(stage: Stage, ack: Captured, rst: Captured): void {
  stage.check(
    "bare-rst",
    { en: "The client answers the second ACK with a RST", "zh-cn": "客户端以 RST 回答第二个 ACK" },
    { kind: "packet", packet: rst.number, from: ends.client, to: ends.server, flags: "R" },
  );
  stage.check(
    "exact",
    {
      en: "Its sequence number is exactly TIME_WAIT's rcv_nxt",
      "zh-cn": "它的序列号恰好是 TIME_WAIT 的 rcv_nxt",
    },
    {
      kind: "sequence",
      of: { packet: rst.number, field: "seq" },
      against: { packet: ack.number, field: "ack" },
      is: { exactly: 0 },
    },
  );
}

/** The same port again: does anybody remember the old connection? */
async function comeBack(
  stage: Stage,
  fin: Captured,
  past: Captured,
  survives: boolean,
): Promise<void> {
  await stage.terminal("client").type(CONNECT);
  const syn = await stage.packet("another SYN", ({ flags }) => flags === "S", past.number);
  const synAck = await stage.packet("a SYN-ACK", ({ flags }) => flags === "SA", syn.number);
  await seen(stage, "FIN-WAIT-2", ends.server);
  stage.step(
    "same-port",
    { packet: syn.number },
    survives
      ? {
          en: "The same port again: the SYN meets TIME_WAIT, and is let in",
          "zh-cn": "同一端口再次连接：SYN 遇到 TIME_WAIT，被接受",
        }
      : {
          en: "The same port again: nobody remembers the old connection",
          "zh-cn": "同一端口再次连接：已经没有谁记得旧连接",
        },
  );
  const continued = survives && kernelNamed(thisKernel().name).reopenIsn === "continued";
  stage.check(
    continued ? "isn-continued" : "isn-fresh",
    continued
      ? {
          en: "The SYN-ACK's sequence number is the old snd_nxt plus 65,537",
          "zh-cn": "SYN-ACK 的序列号是旧连接的 snd_nxt 加 65,537",
        }
      : {
          en: "The SYN-ACK's sequence number is fresh, not the old snd_nxt plus 65,537",
          "zh-cn": "SYN-ACK 的序列号是新选的，不是旧连接的 snd_nxt 加 65,537",
        },
    {
      kind: "sequence",
      of: { packet: synAck.number, field: "seq" },
      against: { packet: fin.number, field: "end" },
      is: continued ? { exactly: CONTINUED } : { otherThan: CONTINUED },
    },
  );
}
