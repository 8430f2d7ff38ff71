import type { Story } from "../experiment.ts";
import { must } from "../network.ts";
import type { Stage } from "../stage.ts";
import {
  FAR_CLIENT as CLIENT,
  FAR_CONNECT,
  FAR_SERVER as SERVER,
  finFrom,
  interrupt,
  raiseCurtain,
  seen,
  startServer,
  startSs,
  twoHosts,
} from "./scene.ts";

const NEIGHBOUR = "ip neigh change 10.77.0.1 dev to-server";

/**
 * Both ends close before the other's FIN has come. The client's FIN is kept on its way by its own
 * host, which for a while is made not to know the hardware address of the server: packets to a
 * neighbour in state INCOMPLETE wait in its queue (net/core/neighbour.c:__neigh_event_send).
 */
export const simultaneousClose: Story = {
  ...twoHosts,
  terminals: [
    ...twoHosts.terminals,
    {
      id: "path",
      role: "observer",
      title: { en: "the client's way out", "zh-cn": "客户端的出口" },
      host: "client",
      cols: 70,
      rows: 6,
    },
  ],
  name: "simultaneous-close",
  title: {
    en: "Both close at once: two TIME_WAITs",
    "zh-cn": "双方同时关闭：两个 TIME_WAIT",
  },
  summary: {
    en: "The FINs of both sides cross: each passes through CLOSING, and both hold TIME_WAIT. The client's FIN is kept waiting in its own host until the server has closed too.",
    "zh-cn":
      "双方的 FIN 在途中交错：两边都经过 CLOSING，最后都持有 TIME_WAIT。客户端的 FIN 被留在它自己的主机里，直到服务端也已关闭。",
  },
  sysctls: {},
  tools: ["ncat", "watch"],
  server: false,
  poster: "time-wait",

  async play(stage) {
    const terminals = await raiseCurtain(stage, "to-client");
    const [ssClient, path] = [stage.terminal("ss-client"), stage.terminal("path")];
    await startSs(stage, "ss-client");
    await startServer(stage, "ncat -l 10.77.0.1 8888", SERVER);

    await terminals.client.type(FAR_CONNECT);
    const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
    await seen(stage, "ESTAB", CLIENT, "ss-client");
    stage.step(
      "connect",
      { packet: syn.number },
      { en: "The client connects from port 59818", "zh-cn": "客户端从 59818 端口连接" },
    );

    const hardware = /([0-9a-f]{2}:){5}[0-9a-f]{2}/.exec(must("ip -br link show to-client"))?.[0];
    await path.type(
      `${NEIGHBOUR} nud incomplete; ip neigh; read; ${NEIGHBOUR} lladdr ${hardware} nud reachable`,
    );
    await path.shows(/ INCOMPLETE/);
    stage.step(
      "held",
      { at: stage.clock.now() },
      {
        en: "From now on what the client sends waits in its own host",
        "zh-cn": "从现在起，客户端发出的包都在它自己的主机里等候",
      },
    );
    await crossFins(stage);
    await path.prompt();

    for (const terminal of [terminals.client, terminals.server]) await terminal.prompt();
    for (const terminal of [ssClient, terminals.tcpdump, terminals.ss]) await interrupt(terminal);
  },
};

/** Both sides close; then the client's FIN is let go. */
async function crossFins(stage: Stage): Promise<void> {
  stage.terminal("client").interrupt();
  const waiting = await seen(stage, "FIN-WAIT-1", CLIENT, "ss-client");
  stage.terminal("server").interrupt();
  const serverFin = await stage.packet("the server's FIN", finFrom(SERVER));
  const closing = await seen(stage, "CLOSING", CLIENT, "ss-client");
  // A dump of a socket table takes its time: one that has caught both sides after their FINs.
  const crossed = await stage.table("CLOSING and FIN-WAIT-1", (sockets) =>
    [
      ["CLOSING", CLIENT],
      ["FIN-WAIT-1", SERVER],
    ].every(([wanted, end]) =>
      sockets.some(({ state, local }) => state === wanted && local === end),
    ),
  );
  stage.terminal("path").enter();
  const clientFin = await stage.packet("the client's FIN", finFrom(CLIENT), serverFin.number);
  const table = await stage.table("two TIME-WAITs", (sockets) =>
    [CLIENT, SERVER].every((end) =>
      sockets.some(({ state, local }) => state === "TIME-WAIT" && local === end),
    ),
  );
  await seen(stage, "TIME-WAIT", CLIENT, "ss-client");
  const both = await seen(stage, "TIME-WAIT", SERVER);

  stage.step(
    "client-closes",
    { at: waiting.table.at, sends: clientFin.number },
    {
      en: "Ctrl-C: the client sends its FIN, which waits",
      "zh-cn": "Ctrl-C：客户端发出 FIN，FIN 在等候",
    },
  );
  stage.step(
    "server-closes",
    { packet: serverFin.number },
    {
      en: "Ctrl-C: the server closes too; it has not seen that FIN",
      "zh-cn": "Ctrl-C：服务端也关闭；它还没见到那个 FIN",
    },
  );
  stage.step(
    "closing",
    { at: closing.table.at },
    {
      en: "ss shows it: the client, in FIN-WAIT-1, was sent a FIN and is in CLOSING",
      "zh-cn": "ss 看到了：处于 FIN-WAIT-1 的客户端收到 FIN，进入 CLOSING",
    },
  );
  stage.step(
    "released",
    { packet: clientFin.number },
    {
      en: "Enter: the client's host lets go; the client's FIN reaches the server",
      "zh-cn": "回车：客户端主机放行；客户端的 FIN 到达服务端",
    },
  );
  stage.step(
    "time-wait",
    { at: both.at },
    { en: "ss shows it: both hold TIME_WAIT", "zh-cn": "ss 看到了：双方都持有 TIME_WAIT" },
  );
  checkCrossing(stage, serverFin.number, clientFin.number);
  stage.check(
    "closing",
    { en: "The client is in CLOSING", "zh-cn": "客户端处于 CLOSING" },
    { kind: "socket", at: crossed.at, state: "CLOSING", local: CLIENT, peer: SERVER },
  );
  stage.check(
    "fin-wait-1",
    {
      en: "At the same time the server is in FIN-WAIT-1",
      "zh-cn": "与此同时服务端处于 FIN-WAIT-1",
    },
    { kind: "socket", at: crossed.at, state: "FIN-WAIT-1", local: SERVER, peer: CLIENT },
  );
  stage.check(
    "client-time-wait",
    { en: "The client holds TIME_WAIT", "zh-cn": "客户端持有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: CLIENT, peer: SERVER },
  );
  stage.check(
    "server-time-wait",
    { en: "The server holds TIME_WAIT, too", "zh-cn": "服务端也持有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT },
  );
  stage.finds({ en: "two TIME_WAITs", "zh-cn": "两个 TIME_WAIT" }, [
    "client-time-wait",
    "server-time-wait",
  ]);
}

/** Neither FIN acknowledges the other. */
function checkCrossing(stage: Stage, serverFin: number, clientFin: number): void {
  for (const [id, fin, other, title] of [
    [
      "server-unaware",
      serverFin,
      clientFin,
      {
        en: "The server's FIN does not acknowledge the client's",
        "zh-cn": "服务端的 FIN 没有确认客户端的 FIN",
      },
    ],
    [
      "client-unaware",
      clientFin,
      serverFin,
      {
        en: "The client's FIN does not acknowledge the server's",
        "zh-cn": "客户端的 FIN 没有确认服务端的 FIN",
      },
    ],
  ] as const)
    stage.check(id, title, {
      kind: "sequence",
      of: { packet: fin, field: "ack" },
      against: { packet: other, field: "seq" },
      is: { exactly: 0 },
    });
}
