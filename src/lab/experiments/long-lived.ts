import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import { heals, type Captured } from "./healing.ts";
import { finFrom, interrupt, scene, seen, SERVER, startSs, startTcpdump, CLIENT } from "./scene.ts";

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

/** Two connections of different ages are opened again; the older one looks like the past. */
export const longLived: Story = {
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

  async play(stage) {
    await startTcpdump(stage, "lo", "'tcp port 8888 or tcp port 8889'");
    await startSs(stage);
    for (const held of [LONG, SHORT]) {
      await stage.terminal(held.server).type(listen(held));
      await seen(stage, "LISTEN", held.ends.server);
    }
    const long = await open(stage, LONG);
    const short = await open(stage, SHORT);

    const shortFins = await closed(stage, SHORT, short);
    const young = await again(stage, SHORT, shortFins.client);
    checkYoung(stage, short.syn, shortFins.client, young);

    const longFins = await closed(stage, LONG, long);
    const old = await again(stage, LONG, longFins.client);
    checkOld(stage, long.syn, longFins.client, old);
    await heals(stage, { ends: LONG.ends, syn: old, holder: "TIME_WAIT", old: longFins });
    await seen(stage, "ESTAB", LONG.ends.server);

    stage.finds(
      {
        en: "100 s: let in at once; 150 s: ACK, RST, SYN again",
        "zh-cn": "100 秒：立即接受；150 秒：ACK、RST，SYN 再发",
      },
      ["let-in-at-once", "refused-by-ack", "soon"],
    );
    await end(stage, SHORT, young);
    await end(stage, LONG, old);
    for (const id of ["tcpdump", "ss"]) await interrupt(stage.terminal(id));
  },
};

const between =
  ({ client, server }: Story["ends"]) =>
  (packet: Captured) =>
    (packet.from === client && packet.to === server) ||
    (packet.from === server && packet.to === client);

/** ncat connects: its SYN, and the session's age then, in seconds. */
async function open(stage: Stage, held: Held) {
  await stage.terminal(held.client).type(connect(held));
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
    `no-timestamps-${held.seconds}`,
    {
      en: `Its SYN has no timestamp option (${held.seconds} s)`,
      "zh-cn": `它的 SYN 没有时间戳选项（${held.seconds} 秒）`,
    },
    {
      kind: "packet",
      packet: syn.number,
      from: held.ends.client,
      to: held.ends.server,
      flags: "S",
      timestamps: false,
    },
  );
  return { syn, at: stage.clock.now() / 1e6 };
}

/** Waits until the server closes, and closes the client; resolves with both FINs. */
async function closed(stage: Stage, held: Held, { syn, at }: { syn: Captured; at: number }) {
  const { ends, seconds } = held;
  await stage.age(at + seconds - 1);
  const server = await stage.packet("the server's FIN", finFrom(ends.server), syn.number);
  await interrupt(stage.terminal(held.client));
  const client = await stage.packet("the client's FIN", finFrom(ends.client), server.number);
  const { table } = await seen(stage, "TIME-WAIT", ends.server);
  stage.step(
    `server-closes-${seconds}`,
    { packet: server.number },
    {
      en: `${seconds} s later the server closes first`,
      "zh-cn": `${seconds} 秒之后，服务端先关闭`,
    },
  );
  stage.check(
    `time-wait-${seconds}`,
    {
      en: `ss shows TIME-WAIT on the server (${seconds} s)`,
      "zh-cn": `ss 显示服务端的 TIME-WAIT（${seconds} 秒）`,
    },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: ends.server, peer: ends.client },
  );
  return { server, client };
}

/** Ends a server, and then its client; resolves when nothing more will be sent. */
async function end(stage: Stage, { client, server, ends }: Held, past: Captured): Promise<void> {
  await interrupt(stage.terminal(server));
  await stage.packet("the server's FIN", finFrom(ends.server), past.number);
  await interrupt(stage.terminal(client));
  await seen(stage, "TIME-WAIT", ends.server);
}

/** The same port again; resolves with its SYN. */
async function again(stage: Stage, held: Held, past: Captured): Promise<Captured> {
  await stage.terminal(held.client).type(connect(held));
  return stage.packet(
    "the second SYN",
    (packet) => packet.flags === "S" && between(held.ends)(packet),
    past.number,
  );
}

/** The ISN clock has not gone half way round: the SYN is newer, and let in. */
function checkYoung(stage: Stage, first: Captured, fin: Captured, syn: Captured): void {
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
  stage.check(
    "let-in-at-once",
    { en: "The packet after it is a SYN-ACK", "zh-cn": "它之后的包就是 SYN-ACK" },
    {
      kind: "packet",
      packet: syn.number + 1,
      from: SHORT.ends.server,
      to: SHORT.ends.client,
      flags: "SA",
      answers: syn.number,
    },
  );
}

/** The clock has gone more than half way round: the SYN is older. */
function checkOld(stage: Stage, first: Captured, fin: Captured, syn: Captured): void {
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
