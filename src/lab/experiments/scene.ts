import type { Packet } from "../../sessions/packet.ts";
import { secondsLeft } from "../../sessions/timer.ts";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import type { Terminal } from "../terminal.ts";

/** The article's addresses. */
export const CLIENT = "127.0.0.1:59818";
export const SERVER = "127.0.0.1:8888";

/** The article's client, as it is called on Debian. */
export const CONNECT = "ncat -p 59818 127.0.0.1 8888";

/** Leaves the kernel but one port to choose, the article's. */
export const ONE_PORT = 'sysctl -w net.ipv4.ip_local_port_range="59818 59818"';

/** What a connection opened again is ahead of the old snd_nxt, where the kernel continues it. */
export const CONTINUED = 65535 + 2;

/** Client, server, `ss` and `tcpdump`: the four terminals of the article's two experiments. */
export const scene = {
  ends: { client: CLIENT, server: SERVER },
  terminals: [
    { id: "client", role: "client", title: { en: "client", "zh-cn": "客户端" }, cols: 48, rows: 8 },
    { id: "server", role: "server", title: { en: "server", "zh-cn": "服务端" }, cols: 48, rows: 8 },
    { id: "ss", role: "observer", title: { en: "ss", "zh-cn": "ss" }, cols: 90, rows: 6 },
    {
      id: "tcpdump",
      role: "observer",
      title: { en: "tcpdump", "zh-cn": "tcpdump" },
      cols: 160,
      rows: 10,
    },
  ],
} as const satisfies Pick<Story, "ends" | "terminals">;

/** The same on two hosts, with the addresses of the network `veth`. */
export const FAR_CLIENT = "10.77.0.2:59818";
export const FAR_SERVER = "10.77.0.1:8888";
export const FAR_CONNECT = "ncat -p 59818 10.77.0.1 8888";

export const twoHosts = {
  network: "veth",
  ends: { client: FAR_CLIENT, server: FAR_SERVER },
  terminals: [
    ...scene.terminals.map((spec) => (spec.id === "client" ? { ...spec, host: "client" } : spec)),
    {
      id: "ss-client",
      role: "observer",
      title: { en: "ss on the client's host", "zh-cn": "客户端主机上的 ss" },
      host: "client",
      cols: 90,
      rows: 6,
    },
  ],
} as const satisfies Pick<Story, "network" | "ends" | "terminals">;

type Id = (typeof scene.terminals)[number]["id"];

/** Starts tcpdump and ss in their terminals; at once, for they are the scenery. */
export async function raiseCurtain(
  stage: Stage,
  device = "lo",
  filter = "tcp port 8888",
): Promise<Record<Id, Terminal>> {
  const [client, server, ss, tcpdump] = (["client", "server", "ss", "tcpdump"] as const).map((id) =>
    stage.terminal(id),
  ) as [Terminal, Terminal, Terminal, Terminal];
  await startTcpdump(stage, device, filter);
  await startSs(stage);
  return { client, server, ss, tcpdump };
}

/** Starts tcpdump in its terminal; resolves when it listens. */
export async function startTcpdump(
  stage: Stage,
  device = "lo",
  filter = "tcp port 8888",
): Promise<void> {
  const tcpdump = stage.terminal("tcpdump");
  await tcpdump.type(`tcpdump --immediate-mode -nti ${device} ${filter}`, { atOnce: true });
  await tcpdump.shows(new RegExp(`listening on ${device}`));
}

/** Starts ss in a terminal, again and again; resolves when it shows its table. */
export async function startSs(stage: Stage, id = "ss"): Promise<void> {
  const ss = stage.terminal(id);
  await ss.type("watch -tn 0.2 ss -tano", { atOnce: true });
  await ss.shows(/Recv-Q/);
}

/** Ends what still runs. */
export async function lowerCurtain({ tcpdump, ss, server }: Record<Id, Terminal>): Promise<void> {
  for (const terminal of [tcpdump, ss, server]) await interrupt(terminal);
}

/** Presses Ctrl-C and waits for the prompt. */
export async function interrupt(terminal: Terminal): Promise<void> {
  terminal.interrupt();
  await terminal.prompt();
}

/**
 * Resolves when a socket with that local address is seen in that state, in ss's terminal too: with
 * the table it stood in, and the time by which both had shown it.
 * @param terminal where ss runs
 */
export async function seen(stage: Stage, state: string, local: string, terminal = "ss") {
  const found = await stage.socket(
    `${state} at ${local}`,
    (socket) => socket.state === state && socket.local === local,
  );
  await stage.terminal(terminal).shows(new RegExp(`^${state}\\s.*\\s${local}\\s`, "m"));
  return { ...found, at: stage.clock.now() };
}

/** Starts the server; marks and checks that it listens. */
export async function startServer(
  stage: Stage,
  command: string,
  local: string = SERVER,
): Promise<void> {
  await stage.terminal("server").type(command);
  const { table, at } = await seen(stage, "LISTEN", local);
  stage.step(
    "listening",
    { at },
    { en: "The server listens on port 8888", "zh-cn": "服务端在 8888 端口监听" },
  );
  stage.check(
    "listening",
    { en: "A socket listens on port 8888", "zh-cn": "有套接字在 8888 端口监听" },
    { kind: "socket", at: table.at, state: "LISTEN", local, peer: "0.0.0.0:*" },
  );
}

/** Ctrl-C in the server; resolves with the first table in which nobody listens. */
export async function stopServer(stage: Stage) {
  const server = stage.terminal("server");
  server.interrupt();
  await server.prompt();
  const table = await stage.table("nobody to listen", (sockets) =>
    sockets.every(({ state }) => state !== "LISTEN"),
  );
  await stage.terminal("ss").shows((screen) => !screen.includes("LISTEN"));
  return table;
}

/** Types a command and waits for its end: when that was, and which command it is. */
export async function run(stage: Stage, id: Id, text: string) {
  const terminal = stage.terminal(id);
  await terminal.type(text);
  await terminal.prompt();
  const command = terminal.commands.at(-1);
  if (!command?.ended) throw new Error(`"${text}" has not ended`);
  return { at: command.ended, index: stage.commands().indexOf(command) };
}

/** Marks the first SYN, and checks that it offers timestamps or does not. */
export function markConnect(stage: Stage, packet: number, timestamps: boolean): void {
  stage.step(
    "connect",
    { packet },
    { en: "The client connects from port 59818", "zh-cn": "客户端从 59818 端口连接" },
  );
  stage.check(
    "timestamp-option",
    timestamps
      ? { en: "The SYN offers TCP timestamps", "zh-cn": "SYN 带有时间戳选项" }
      : { en: "The SYN has no timestamp option", "zh-cn": "SYN 没有时间戳选项" },
    { kind: "packet", packet, from: CLIENT, to: SERVER, flags: "S", timestamps },
  );
}

/**
 * Resolves when ss shows at most so many seconds left on the 60 s timer, so that a reader sees it
 * run: with the table it stood in.
 */
export async function countedDownTo(stage: Stage, seconds: number) {
  const reached = (timer: string | undefined) => (secondsLeft(timer) ?? Infinity) <= seconds;
  const found = await stage.socket(`${seconds} s left`, ({ timer }) => reached(timer));
  await stage
    .terminal("ss")
    .shows((screen) => reached(/timer:\((timewait[^)]*)\)/.exec(screen)?.[1]));
  return found;
}

/** Whether a packet is a FIN from that address. */
export const finFrom = (address: string) => (packet: Pick<Packet, "from" | "flags">) =>
  packet.from === address && packet.flags.includes("F");

/** Checks that a SYN goes on where the old connection's FIN had ended. */
export function checkContinued(stage: Stage, syn: number, fin: number): void {
  stage.check(
    "continues",
    {
      en: "Its sequence number is the old snd_nxt plus 65,537",
      "zh-cn": "它的序列号是旧连接的 snd_nxt 加 65,537",
    },
    {
      kind: "sequence",
      of: { packet: syn, field: "seq" },
      against: { packet: fin, field: "end" },
      is: { exactly: CONTINUED },
    },
  );
}

/** Checks, under that id, that the packet after a SYN lets it in. */
export async function checkLetIn(
  stage: Stage,
  id: string,
  syn: number,
  ends: Story["ends"],
): Promise<void> {
  await stage.packet("what answers the SYN", () => true, syn);
  stage.check(
    id,
    { en: "The packet after it is a SYN-ACK", "zh-cn": "它之后的包就是 SYN-ACK" },
    {
      kind: "packet",
      packet: syn + 1,
      from: ends.server,
      to: ends.client,
      flags: "SA",
      answers: syn,
    },
  );
}
