import { endSeq } from "../../model/index.ts";
import type { Bilingual } from "../../sessions/schema.ts";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import {
  CLIENT,
  finFrom,
  lowerCurtain,
  raiseCurtain,
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

type Side = "client" | "server";

const ADDRESS = { client: CLIENT, server: SERVER };

/**
 * How a Close frame begins (RFC 6455 §5.2): final frame, opcode 8; then two bytes of payload, the
 * status code, which are masked when the client sends them.
 */
const CLOSE_FRAME = { client: "8882", server: "8802" };

/** Node's own client, which leaves TCP to the server, as RFC 6455 §7.1.1 has it. */
export const websocketClose: Story = {
  ...scene,
  name: "websocket-close",
  title: {
    en: "A WebSocket is closed, from either side",
    "zh-cn": "关闭 WebSocket，从两边各一次",
  },
  summary: {
    en: "Whoever starts the closing handshake, the server sends the first FIN and holds TIME_WAIT: the server is that of the package ws, the client Node's own.",
    "zh-cn":
      "无论谁发起关闭握手，第一个 FIN 都由服务端发出，TIME_WAIT 都留在服务端：服务端是 ws 包，客户端是 Node 自带的。",
  },
  // One port to choose from, so that both connections have the same four-tuple.
  sysctls: { "net.ipv4.ip_local_port_range": "59818 59818" },
  tools: ["watch"],
  server: false,
  scripts: ["ws-server.ts", "ws-client.ts"],
  poster: "server-time-wait",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, "node ws-server.ts");
    const first = await open(stage, "node ws-client.ts");
    stage.step("connect", { packet: first }, { en: "The client connects", "zh-cn": "客户端连接" });
    const last = await close(stage, "server", first);
    stage.check(
      "first-fin",
      { en: "The first FIN came from the server", "zh-cn": "第一个 FIN 来自服务端" },
      {
        kind: "packet",
        packet: last.fin.number,
        from: SERVER,
        to: CLIENT,
        flags: last.fin.flags,
        first: true,
      },
    );

    const second = await open(stage, "node ws-client.ts", last.end);
    stage.step(
      "reopened",
      { packet: second },
      {
        en: "The client connects again, from the same port: TIME_WAIT makes way",
        "zh-cn": "客户端从同一端口再次连接：TIME_WAIT 让路",
      },
    );
    await close(stage, "client", second);
    stage.finds(
      {
        en: "the server's FIN first, TIME_WAIT on the server",
        "zh-cn": "服务端先发 FIN，TIME_WAIT 在服务端",
      },
      ["first-fin", "server-time-wait", "client-time-wait"],
    );
    await lowerCurtain(terminals);
  },
};

const TITLES: Record<Side, { starts: Bilingual; answers: Bilingual }> = {
  server: {
    starts: {
      en: "Enter: the server starts the closing handshake with a Close frame",
      "zh-cn": "回车：服务端用 Close 帧发起关闭握手",
    },
    answers: {
      en: "The client answers with a Close frame",
      "zh-cn": "客户端用 Close 帧回答",
    },
  },
  client: {
    starts: {
      en: "Enter: the client starts the closing handshake with a Close frame",
      "zh-cn": "回车：客户端用 Close 帧发起关闭握手",
    },
    answers: {
      en: "The server answers with a Close frame",
      "zh-cn": "服务端用 Close 帧回答",
    },
  },
};

/** A client connects; resolves with the number of its SYN when both programs have said "open". */
async function open(stage: Stage, command: string, past = 0): Promise<number> {
  await stage.terminal("client").type(command);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S", past);
  for (const id of ["client", "server"]) await stage.terminal(id).shows(/open\s*$/);
  await seen(stage, "ESTAB", SERVER);
  return syn.number;
}

/** Enter on one side, which starts the closing handshake; marks and checks that the server closes TCP. */
async function close(stage: Stage, starts: Side, past: number) {
  const answers = starts === "server" ? "client" : "server";
  stage.terminal(starts).enter();
  const frame = await closeFrame(stage, starts, past);
  const answer = await closeFrame(stage, answers, frame.number);
  const fin = await stage.packet("the server's FIN", finFrom(SERVER), past);
  const last = await stage.packet("the client's FIN", finFrom(CLIENT), past);
  const end = await stage.packet(
    "the last ACK",
    ({ from, ack }) => from === SERVER && ack === endSeq(last),
    last.number,
  );
  const { table, at } = await seen(stage, "TIME-WAIT", SERVER);
  await stage.terminal("client").prompt();

  const title = TITLES[starts];
  stage.step(`${starts}-starts`, { packet: frame.number }, title.starts);
  stage.step(`${starts}-is-answered`, { packet: answer.number }, title.answers);
  stage.step(
    `${starts}-fin`,
    { packet: fin.number },
    { en: "The server closes TCP first", "zh-cn": "服务端先关闭 TCP" },
  );
  stage.step(
    `${starts}-time-wait`,
    { at },
    { en: "ss shows it: the server holds TIME_WAIT", "zh-cn": "ss 看到了：服务端持有 TIME_WAIT" },
  );
  for (const [id, { number, from, to, flags }, side, says] of [
    [`${starts}-close-frame`, frame, starts, title.starts],
    [`${starts}-answered`, answer, answers, title.answers],
  ] as const)
    stage.check(id, says, {
      kind: "packet",
      packet: number,
      ...{ from, to, flags },
      begins: CLOSE_FRAME[side],
    });
  stage.check(
    `${starts}-fin-order`,
    {
      en: "The client's FIN acknowledges the server's, which came first",
      "zh-cn": "客户端的 FIN 确认了服务端的 FIN：后者在先",
    },
    {
      kind: "sequence",
      of: { packet: last.number, field: "ack" },
      against: { packet: fin.number, field: "end" },
      is: { exactly: 0 },
    },
  );
  stage.check(
    `${starts}-time-wait`,
    { en: "The server holds TIME_WAIT", "zh-cn": "服务端持有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT },
  );
  stage.check(
    `${starts}-none-on-client`,
    { en: "The client has no TIME_WAIT", "zh-cn": "客户端没有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: CLIENT, peer: SERVER, absent: true },
  );
  stage.check(
    `${starts}-code`,
    {
      en: "The client was told of a clean close: status code 1000",
      "zh-cn": "客户端得知这是正常关闭：状态码 1000",
    },
    { kind: "shows", command: stage.commands().length - 1, text: "closed: 1000" },
  );
  return { fin, end: end.number };
}

/** The Close frame of one side. */
const closeFrame = (stage: Stage, side: Side, past: number) =>
  stage.packet(
    `the ${side}'s Close frame`,
    ({ from, begins }) => from === ADDRESS[side] && begins?.startsWith(CLOSE_FRAME[side]) === true,
    past,
  );
