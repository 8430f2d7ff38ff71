import { before } from "../../model/index.ts";
import type { SocketTable } from "../../sessions/schema.ts";
import type { Story } from "../experiment.ts";
import { Sentence } from "../sentence.ts";
import type { Stage } from "../stage.ts";
import { checkHealing, watchHealing, type Captured, type Healing } from "./healing.ts";
import {
  checkLetIn,
  countedDownTo,
  finFrom,
  interrupt,
  scene,
  seen,
  startSs,
  startTcpdump,
} from "./scene.ts";

/** What the server sees of both clients: the NAT's address, and the one port it gives them. */
const ends = { client: "10.77.0.2:40000", server: "10.77.0.1:8888" } as const;

/** The server closes first: it says hello to whoever comes, and hangs up. */
const LISTEN = "ncat -lk 10.77.0.1 8888 -c 'echo hello'";
const CONNECT = "ncat -p 5000 10.77.0.1 8888";
const MASQUERADE = `nft 'table ip nat { chain out { type nat hook postrouting priority 100; oifname "to-server" ip protocol tcp masquerade to :40000; }; }'`;
/** The NAT forgets a closed connection after a second, not after its usual 120. */
const FORGET = "sysctl -w net.netfilter.nf_conntrack_tcp_timeout_time_wait=1";

const [, server, ss, tcpdump] = scene.terminals;

/** Two clients whose timestamp clocks differ look to the server like one that comes back. */
export const nat: Story = {
  name: "nat",
  title: {
    en: "Two clients behind one address: the one whose clock is behind is refused",
    "zh-cn": "同一地址后面的两个客户端：时钟落后的那个被拒绝",
  },
  summary: {
    en: "A NAT gives two clients the same address and port in turn. Each has a timestamp clock of its own, so one of them looks to the server's TIME_WAIT like the past: PAWS refuses its SYN, and its own RST clears the way.",
    "zh-cn":
      "NAT 让两个客户端先后使用同一个地址和端口。它们各有自己的时间戳时钟，其中一个在服务端的 TIME_WAIT 看来像是过去的：PAWS 拒绝它的 SYN，而它自己的 RST 清除了障碍。",
  },
  network: "nat",
  sysctls: { "net.ipv4.tcp_timestamps": "1" },
  tools: ["ncat", "nft", "sysctl", "watch"],
  server: false,
  ends,
  terminals: [
    {
      id: "client",
      role: "client",
      host: "a",
      title: { en: "client a", "zh-cn": "客户端 a" },
      cols: 48,
      rows: 7,
    },
    {
      id: "client-b",
      role: "client",
      host: "b",
      title: { en: "client b", "zh-cn": "客户端 b" },
      cols: 48,
      rows: 7,
    },
    server,
    {
      id: "nat",
      role: "observer",
      host: "nat",
      title: { en: "NAT", "zh-cn": "NAT" },
      cols: 160,
      rows: 4,
    },
    ss,
    tcpdump,
  ],
  poster: "refused",

  async play(stage) {
    await startTcpdump(stage, "to-nat");
    await startSs(stage);
    const router = stage.terminal("nat");
    await router.type(MASQUERADE);
    await router.prompt();
    await router.type(FORGET);
    await router.prompt();
    stage.step(
      "masquerade",
      { at: stage.clock.now() },
      {
        en: "The NAT gives every client its own address, and port 40000",
        "zh-cn": "NAT 让所有客户端都用它自己的地址和 40000 端口",
      },
    );
    await stage.terminal("server").type(LISTEN);
    await seen(stage, "LISTEN", ends.server);

    const first = await visit(stage, "client");
    stage.check(
      "one-address",
      {
        en: "The server sees the NAT's address and port 40000",
        "zh-cn": "服务端看到的是 NAT 的地址和 40000 端口",
      },
      { kind: "packet", packet: first.syn.number, from: ends.client, to: ends.server, flags: "S" },
    );
    stage.check(
      "time-wait-on-server",
      { en: "ss shows TIME-WAIT towards it", "zh-cn": "ss 显示对它的 TIME-WAIT" },
      {
        kind: "socket",
        at: first.table.at,
        state: "TIME-WAIT",
        local: ends.server,
        peer: ends.client,
      },
    );
    // One clock is behind the other: b's SYN looks old, or else a's when it comes back.
    const second = await visit(stage, "client-b", first);
    const third = await visit(stage, "client", second);
    const refused = second.healing ? second : third;
    checkRefused(stage, refused, refused === second ? first : second);
    const accepted = second.healing ? third : second;
    await checkAccepted(stage, accepted, accepted === second ? first : second);

    // Called PAWSEstab before 04271411121a (April 2025).
    const counter = "PAWSTimewait" in stage.counters ? "PAWSTimewait" : "PAWSEstab";
    stage.check(
      "counted",
      {
        en: `The server's kernel counted one refusal by PAWS: TcpExt${counter}`,
        "zh-cn": `服务端内核记录了一次 PAWS 拒绝：TcpExt${counter}`,
      },
      { kind: "counter", counter, change: 1 },
    );
    stage.finds({ en: `counted by TcpExt${counter}`, "zh-cn": `计入 TcpExt${counter}` }, [
      "refused-by-ack",
      "counted",
    ]);
    for (const id of ["tcpdump", "ss", "server"]) await interrupt(stage.terminal(id));
  },
};

/** What one client did: it came, was let in at once or after all, and left the server in TIME_WAIT. */
interface Visit {
  readonly syn: Captured;
  /** Where a refused SYN was healed. */
  readonly healing: Healing | null;
  /** The FINs of both ends. */
  readonly fin: { readonly client: Captured; readonly server: Captured };
  /** The table that shows TIME-WAIT. */
  readonly table: SocketTable;
}

/** A client connects, is told hello and leaves; the NAT has forgotten it when this resolves. */
async function visit(stage: Stage, id: string, past?: Visit): Promise<Visit> {
  const client = stage.terminal(id);
  const name = client.spec.title;
  await client.type(CONNECT);
  const isSyn = ({ flags }: Captured) => flags === "S";
  const syn = await stage.packet("a SYN", isSyn, past?.fin.client.number);
  const behind = past && before(syn.tsval ?? 0, past.fin.client.tsval ?? 0);
  if (!past)
    stage.step(
      "connect",
      { packet: syn.number },
      {
        en: `${capital(name.en)} connects from port 5000`,
        "zh-cn": `${name["zh-cn"]}从 5000 端口连接`,
      },
    );
  else if (behind)
    stage.step(
      "refused",
      { packet: syn.number },
      {
        en: `${capital(name.en)}: its clock is behind the one that TIME_WAIT remembers`,
        "zh-cn": `${name["zh-cn"]}：它的时钟落后于 TIME_WAIT 记住的时间戳`,
      },
    );
  else
    stage.step(
      "accepted",
      { packet: syn.number },
      {
        en: `${capital(name.en)}: its clock is ahead, and the SYN is let in`,
        "zh-cn": `${name["zh-cn"]}：它的时钟在前，SYN 被接受`,
      },
    );
  const healing = past && behind ? await watchHealing(stage, refusal(syn, past)) : null;
  const server = await stage.packet("the server's FIN", finFrom(ends.server), syn.number);
  await client.shows(/8888\nhello\s*$/);
  await seen(stage, "FIN-WAIT-2", ends.server);
  await interrupt(client);
  const fin = await stage.packet("the client's FIN", finFrom(ends.client), server.number);
  const { table, at } = await seen(stage, "TIME-WAIT", ends.server);
  if (!past)
    stage.step(
      "time-wait",
      { at },
      { en: "ss shows it: the server holds TIME_WAIT", "zh-cn": "ss 看到了：服务端持有 TIME_WAIT" },
    );
  await countedDownTo(stage, 57);
  return { syn, healing, fin: { client: fin, server }, table };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const refusal = (syn: Captured, past: Visit) => ({ ends, syn, holder: "TIME_WAIT", old: past.fin });

/** The SYN's TSval is older than that of the other client's FIN: PAWS. */
function checkRefused(stage: Stage, { syn, healing }: Visit, past: Visit): void {
  if (!healing) throw new Sentence("of two SYNs, each from the other client, PAWS refused none");
  stage.check(
    "tsval-is-older",
    {
      en: "The refused SYN's TSval is older than that of the other client's FIN",
      "zh-cn": "被拒绝的 SYN，其 TSval 早于另一个客户端的 FIN",
    },
    {
      kind: "sequence",
      of: { packet: past.fin.client.number, field: "tsval" },
      against: { packet: syn.number, field: "tsval" },
      is: { after: true },
    },
  );
  checkHealing(stage, refusal(syn, past), healing);
}

/** The SYN's TSval is newer, and the very next packet is a SYN-ACK. */
async function checkAccepted(stage: Stage, { syn }: Visit, past: Visit): Promise<void> {
  stage.check(
    "tsval-is-newer",
    {
      en: "The accepted SYN's TSval is newer than that of the other client's FIN",
      "zh-cn": "被接受的 SYN，其 TSval 晚于另一个客户端的 FIN",
    },
    {
      kind: "sequence",
      of: { packet: syn.number, field: "tsval" },
      against: { packet: past.fin.client.number, field: "tsval" },
      is: { after: true },
    },
  );
  await checkLetIn(stage, "accepted", syn.number, ends);
}
