import { endSeq } from "../../model/index.ts";
import type { Bilingual } from "../../sessions/schema.ts";
import type { Stage } from "../stage.ts";
import { CLIENT, finFrom, seen, SERVER } from "./scene.ts";

/** The side that starts a closing handshake. */
export type Side = "client" | "server";

const ADDRESS = { client: CLIENT, server: SERVER };

/**
 * How a Close frame begins (RFC 6455 §5.2): final frame, opcode 8; then two bytes of payload, the
 * status code, which are masked when the client sends them.
 */
const CLOSE_FRAME = { client: "8882", server: "8802" };

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

/** Leaves the client one port, so that all its connections have the same four-tuple. */
export const SAME_PORT = { "net.ipv4.ip_local_port_range": "59818 59818" };

/** A client connects; resolves with the number of its SYN when both programs have said "open". */
export async function open(stage: Stage, command: string, past = 0): Promise<number> {
  await stage.terminal("client").type(command);
  for (const id of ["client", "server"]) await stage.terminal(id).shows(/open\s*$/);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S", past);
  await seen(stage, "ESTAB", SERVER);
  return syn.number;
}

/** Marks the SYN that meets the server's TIME_WAIT. */
export function markReopened(stage: Stage, packet: number): void {
  stage.step(
    "reopened",
    { packet },
    {
      en: "The client connects again, from the same port: TIME_WAIT makes way",
      "zh-cn": "客户端从同一端口再次连接：TIME_WAIT 让路",
    },
  );
}

/**
 * Enter on one side, which starts the closing handshake; marks and checks the Close frames.
 * @param act what the ids of its steps and checks begin with
 */
export async function shakeHands(stage: Stage, starts: Side, past: number, act: string = starts) {
  const answers = starts === "server" ? "client" : "server";
  stage.terminal(starts).enter();
  const frame = await closeFrame(stage, starts, past);
  const answer = await closeFrame(stage, answers, frame.number);
  const title = TITLES[starts];
  stage.step(`${act}-starts`, { packet: frame.number }, title.starts);
  stage.step(`${act}-is-answered`, { packet: answer.number }, title.answers);
  for (const [id, { number, from, to, flags }, side, says] of [
    [`${act}-close-frame`, frame, starts, title.starts],
    [`${act}-answered`, answer, answers, title.answers],
  ] as const)
    stage.check(id, says, {
      kind: "packet",
      packet: number,
      ...{ from, to, flags },
      begins: CLOSE_FRAME[side],
    });
  return { frame, answer };
}

/** A closing handshake after which the server closes TCP first; marks and checks that it does. */
export async function closedByServer(stage: Stage, starts: Side, past: number) {
  const { frame, answer } = await shakeHands(stage, starts, past);
  const fin = await stage.packet("the server's FIN", finFrom(SERVER), frame.number);
  const last = await stage.packet("the client's FIN", finFrom(CLIENT), frame.number);
  const end = await stage.packet(
    "the last ACK",
    ({ from, ack }) => from === SERVER && ack === endSeq(last),
    last.number,
  );
  const { table, at } = await seen(stage, "TIME-WAIT", SERVER);
  await stage.terminal("client").prompt();
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
  return { answer, fin, end: end.number };
}

/** Checks that a FIN, the server's, is the first of the whole session. */
export function checkFirstFin(stage: Stage, fin: { number: number; flags: string }): void {
  stage.check(
    "first-fin",
    { en: "The first FIN came from the server", "zh-cn": "第一个 FIN 来自服务端" },
    { kind: "packet", packet: fin.number, from: SERVER, to: CLIENT, flags: fin.flags, first: true },
  );
}

/** The Close frame of one side. */
export const closeFrame = (stage: Stage, side: Side, past: number) =>
  stage.packet(
    `the ${side}'s Close frame`,
    ({ from, begins }) => from === ADDRESS[side] && begins?.startsWith(CLOSE_FRAME[side]) === true,
    past,
  );
