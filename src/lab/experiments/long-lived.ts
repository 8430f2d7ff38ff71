import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import { heals, type Captured } from "./healing.ts";
import {
  checkLetIn,
  finFrom,
  interrupt,
  scene,
  seen,
  SERVER,
  startSs,
  startTcpdump,
  CLIENT,
} from "./scene.ts";

/**
 * The ISN clock has gone half way round, in µs: 2^31 × 64 ns (net/core/secure_seq.c:seq_scale).
 * A SYN of the same four-tuple looks older from here on, and newer again after as long once more.
 */
const HALF_WAY = Math.round((2 ** 31 * 64) / 1e3);

/** A connection that is held for some time, and then opened again from the same port. */
interface Held {
  /** The terminals it is played in. */
  readonly client: string;
  readonly server: string;
  readonly ends: Story["ends"];
  readonly seconds: number;
}

const SHORT: Held = {
  client: "client-100",
  server: "server-100",
  ends: { client: "127.0.0.1:59819", server: "127.0.0.1:8889" },
  seconds: 100,
};
const LONG: Held = {
  client: "client",
  server: "server",
  ends: { client: CLIENT, server: SERVER },
  seconds: 150,
};

const [client, server, ss, tcpdump] = scene.terminals;
const terminal = (like: typeof client | typeof server, held: Held) => ({
  ...like,
  id: held[like.role],
  rows: 6,
  title: {
    en: `${like.title.en}, ${held.seconds} s`,
    "zh-cn": `${like.title["zh-cn"]}，${held.seconds} 秒`,
  },
});

const port = (address: string) => address.split(":")[1] ?? "";
const listen = ({ ends, seconds }: Held) =>
  `ncat -lk 127.0.0.1 ${port(ends.server)} -c 'sleep ${seconds}'`;
const connect = ({ ends }: Held) => `ncat -p ${port(ends.client)} 127.0.0.1 ${port(ends.server)}`;
/** Connects, and when the server has closed, again, within the same millisecond. */
const reopen = ({ ends }: Held) => `./reopen ${port(ends.client)} ${port(ends.server)}`;

const base = {
  lasts: 170,
  server: false,
  ends: LONG.ends,
  terminals: [
    terminal(client, LONG),
    terminal(client, SHORT),
    terminal(server, LONG),
    terminal(server, SHORT),
    { ...ss, rows: 8 },
    tcpdump,
  ],
  poster: "refused",
} as const satisfies Partial<Story>;

/** Two connections of different ages are opened again; the older one looks like the past. */
export const longLived: Story = {
  ...base,
  name: "long-lived",
  title: {
    en: "Held for 100 s it is reopened, held for 150 s it is refused first",
    "zh-cn": "保持 100 秒的连接能重新打开，保持 150 秒的先被拒绝",
  },
  summary: {
    en: "The clock of initial sequence numbers goes half way round in 137 s. The server closes two connections, 100 s and 150 s old; from the same ports the first is opened again at once, the SYN of the second looks old and is refused. TCP timestamps are off.",
    "zh-cn":
      "初始序列号的时钟 137 秒走半圈。服务端关闭两条连接，一条 100 秒，一条 150 秒；从原端口再次连接时，前者立即重新打开，后者的 SYN 显得是旧的，被拒绝。TCP 时间戳关闭。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "0" },
  tools: ["ncat", "watch"],
  play: (stage) => play(stage, false),
};

/** The same with timestamps, where the last FIN and the new SYN carry the same one. */
export const longLivedTimestamps: Story = {
  ...base,
  name: "long-lived-timestamps",
  title: {
    en: "Held for 150 s and reopened within a millisecond it is refused, timestamps or not",
    "zh-cn": "保持 150 秒的连接在一毫秒之内重新打开，有时间戳也先被拒绝",
  },
  summary: {
    en: "TCP timestamps are on, and the client connects again in the same millisecond in which it closed: both segments carry the same TSval, so that the sequence number decides alone. After 100 s it looks newer, after 150 s older, and the SYN is refused.",
    "zh-cn":
      "TCP 时间戳打开，客户端在关闭的同一毫秒内再次连接：两个报文段的 TSval 相同，于是只由序列号决定。100 秒之后它显得是新的；150 秒之后显得是旧的，SYN 被拒绝。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "1" },
  tools: ["ncat", "watch"],
  programs: ["reopen.go"],
  play: (stage) => play(stage, true),
};

async function play(stage: Stage, timestamps: boolean): Promise<void> {
  await startTcpdump(stage, "lo", "'tcp port 8888 or tcp port 8889'");
  await startSs(stage);
  for (const held of [LONG, SHORT]) {
    await stage.terminal(held.server).type(listen(held));
    await seen(stage, "LISTEN", held.ends.server);
  }
  const command = timestamps ? reopen : connect;
  const long = await open(stage, LONG, command(LONG), timestamps);
  const short = await open(stage, SHORT, command(SHORT), timestamps);
  const comesBack = timestamps ? reopened : closedAndOpened;

  const young = await comesBack(stage, SHORT, short);
  await checkYoung(stage, short.syn, young);
  const old = await comesBack(stage, LONG, long);
  checkOld(stage, long.syn, old);
  await heals(stage, { ends: LONG.ends, syn: old.syn, holder: "TIME_WAIT", old: old.fins });
  await seen(stage, "ESTAB", LONG.ends.server);

  stage.finds(
    {
      en: "100 s: let in at once; 150 s: ACK, RST, SYN again",
      "zh-cn": "100 秒：立即接受；150 秒：ACK、RST，SYN 再发",
    },
    ["let-in-at-once", "refused-by-ack", "soon"],
  );
  await end(stage, SHORT, young.syn, timestamps);
  await end(stage, LONG, old.syn, timestamps);
  for (const id of ["tcpdump", "ss"]) await interrupt(stage.terminal(id));
}

/** A connection's end, and the SYN of the next one. */
interface Return {
  readonly fins: { readonly client: Captured; readonly server: Captured };
  readonly syn: Captured;
}

/** A client connects: its SYN, and the session's age then, in seconds. */
async function open(stage: Stage, held: Held, command: string, timestamps: boolean) {
  await stage.terminal(held.client).type(command);
  const syn = await stage.packet(
    "the client's SYN",
    ({ from, flags }) => from === held.ends.client && flags === "S",
  );
  stage.step(
    `connect-${held.seconds}`,
    { packet: syn.number },
    {
      en: `A connection that the server will hold for ${held.seconds} s`,
      "zh-cn": `服务端将保持这条连接 ${held.seconds} 秒`,
    },
  );
  stage.check(
    `timestamp-option-${held.seconds}`,
    timestamps
      ? {
          en: `Its SYN offers TCP timestamps (${held.seconds} s)`,
          "zh-cn": `它的 SYN 带有时间戳选项（${held.seconds} 秒）`,
        }
      : {
          en: `Its SYN has no timestamp option (${held.seconds} s)`,
          "zh-cn": `它的 SYN 没有时间戳选项（${held.seconds} 秒）`,
        },
    {
      kind: "packet",
      packet: syn.number,
      from: held.ends.client,
      to: held.ends.server,
      flags: "S",
      timestamps,
    },
  );
  return { syn, at: stage.clock.now() / 1e6 };
}

/** Resolves with the server's FIN. */
async function closes(
  stage: Stage,
  { ends, seconds }: Held,
  { syn, at }: { syn: Captured; at: number },
): Promise<Captured> {
  await stage.age(at + seconds - 1);
  const fin = await stage.packet("the server's FIN", finFrom(ends.server), syn.number);
  stage.step(
    `server-closes-${seconds}`,
    { packet: fin.number },
    {
      en: `${seconds} s later the server closes first`,
      "zh-cn": `${seconds} 秒之后，服务端先关闭`,
    },
  );
  return fin;
}

const isSyn =
  ({ ends }: Held) =>
  (packet: Captured) =>
    packet.flags === "S" && packet.from === ends.client;

/** The server closes, the client is closed, and connects again by another command. */
async function closedAndOpened(
  stage: Stage,
  held: Held,
  opened: { syn: Captured; at: number },
): Promise<Return> {
  const { ends, seconds } = held;
  const server = await closes(stage, held, opened);
  await interrupt(stage.terminal(held.client));
  const client = await stage.packet("the client's FIN", finFrom(ends.client), server.number);
  const { table } = await seen(stage, "TIME-WAIT", ends.server);
  stage.check(
    `time-wait-${seconds}`,
    {
      en: `ss shows TIME-WAIT on the server (${seconds} s)`,
      "zh-cn": `ss 显示服务端的 TIME-WAIT（${seconds} 秒）`,
    },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: ends.server, peer: ends.client },
  );
  await stage.terminal(held.client).type(connect(held));
  const syn = await stage.packet("the second SYN", isSyn(held), client.number);
  return { fins: { server, client }, syn };
}

/** The server closes, and the client's program closes and connects again by itself. */
async function reopened(
  stage: Stage,
  held: Held,
  opened: { syn: Captured; at: number },
): Promise<Return> {
  const server = await closes(stage, held, opened);
  const client = await stage.packet("the client's FIN", finFrom(held.ends.client), server.number);
  const syn = await stage.packet("the second SYN", isSyn(held), client.number);
  stage.check(
    `same-millisecond-${held.seconds}`,
    {
      en: `The client's FIN and its second SYN have the same TSval (${held.seconds} s)`,
      "zh-cn": `客户端的 FIN 与它的第二个 SYN 的 TSval 相同（${held.seconds} 秒）`,
    },
    {
      kind: "sequence",
      of: { packet: syn.number, field: "tsval" },
      against: { packet: client.number, field: "tsval" },
      is: { exactly: 0 },
    },
  );
  return { fins: { server, client }, syn };
}

/** Ends a server, and then its client; resolves when nothing more will be sent. */
async function end(
  stage: Stage,
  { client, server, ends }: Held,
  past: Captured,
  byItself: boolean,
): Promise<void> {
  await interrupt(stage.terminal(server));
  await stage.packet("the server's FIN", finFrom(ends.server), past.number);
  if (byItself) await stage.terminal(client).prompt();
  else await interrupt(stage.terminal(client));
  await seen(stage, "TIME-WAIT", ends.server);
}

/** The ISN clock has not gone half way round: the SYN is newer, and let in. */
async function checkYoung(
  stage: Stage,
  first: Captured,
  { syn, fins: { client: fin } }: Return,
): Promise<void> {
  stage.step(
    "accepted",
    { packet: syn.number },
    {
      en: "Its port again: the clock has not gone half way round, the SYN looks newer",
      "zh-cn": "同一端口再次连接：时钟还没走到半圈，SYN 显得是新的",
    },
  );
  stage.check(
    "less-than-half",
    {
      en: "Less than 137.4 s lie between its two SYNs",
      "zh-cn": "它的两个 SYN 相隔不到 137.4 秒",
    },
    { kind: "delay", packet: syn.number, since: first.number, is: { atMost: HALF_WAY } },
  );
  stage.check(
    "syn-is-newer",
    {
      en: "The second SYN's sequence number is past the old rcv_nxt",
      "zh-cn": "第二个 SYN 的序列号在旧连接的 rcv_nxt 之后",
    },
    {
      kind: "sequence",
      of: { packet: syn.number, field: "seq" },
      against: { packet: fin.number, field: "end" },
      is: { after: true },
    },
  );
  await checkLetIn(stage, "let-in-at-once", syn.number, SHORT.ends);
}

/** The clock has gone more than half way round: the SYN is older. */
function checkOld(stage: Stage, first: Captured, { syn, fins: { client: fin } }: Return): void {
  stage.step(
    "refused",
    { packet: syn.number },
    {
      en: "Its port again: more than half way round, the SYN looks older",
      "zh-cn": "同一端口再次连接：时钟已走过半圈，SYN 显得是旧的",
    },
  );
  stage.check(
    "more-than-half",
    {
      en: "More than 137.4 s lie between its two SYNs",
      "zh-cn": "它的两个 SYN 相隔超过 137.4 秒",
    },
    { kind: "delay", packet: syn.number, since: first.number, is: { atLeast: HALF_WAY } },
  );
  stage.check(
    "syn-is-older",
    {
      en: "The old rcv_nxt is past the second SYN's sequence number",
      "zh-cn": "旧连接的 rcv_nxt 在第二个 SYN 的序列号之后",
    },
    {
      kind: "sequence",
      of: { packet: fin.number, field: "end" },
      against: { packet: syn.number, field: "seq" },
      is: { after: true },
    },
  );
}
