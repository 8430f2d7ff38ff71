import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import { heals } from "./healing.ts";
import {
  CLIENT,
  CONNECT,
  checkContinued,
  countedDownTo,
  finFrom,
  interrupt,
  lowerCurtain,
  ONE_PORT,
  raiseCurtain,
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

/** Reads what it is sent to its end, works on it for a long time, and then answers. */
const LISTEN = "ncat -lk 127.0.0.1 8888 -c 'cat >/dev/null; sleep 1000; echo done'";
/** Without SO_REUSEADDR here no later bind() to the port would succeed. */
const CHOSEN = "socat - TCP:127.0.0.1:8888,reuseaddr";

/** bind() before connect() takes over what is left of a connection whose peer is alive. */
export const closeWaitReset: Story = {
  ...scene,
  name: "close-wait-reset",
  title: {
    en: "A bound port resets a peer that is still at work; a port the kernel chooses does not",
    "zh-cn": "绑定的端口会重置仍在工作的对端，内核选择的端口不会",
  },
  summary: {
    en: "The client has closed and is gone; its kernel keeps FIN_WAIT_2, and the server, in CLOSE_WAIT, still works on its answer. Where the kernel chooses the port, connect() leaves that alone; after bind() it takes the port over, and the server's connection is reset.",
    "zh-cn":
      "客户端已关闭并退出，内核还留着 FIN_WAIT_2；服务端在 CLOSE_WAIT，仍在准备回答。由内核选择端口时，connect() 不会动它；先 bind() 再 connect()，端口就被接管，服务端的连接被重置。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "1", "net.ipv4.tcp_tw_reuse": "1" },
  tools: ["ncat", "socat", "sysctl", "watch"],
  server: false,
  poster: "refused",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, LISTEN);
    const fin = await leaveAlone(stage);
    await chooseAgain(stage);

    await terminals.client.type(CONNECT);
    const syn = await stage.packet("the second SYN", ({ flags }) => flags === "S", fin.number);
    stage.step(
      "refused",
      { packet: syn.number },
      {
        en: "The same port, bound first: connect() takes FIN_WAIT_2 over, and the SYN meets CLOSE_WAIT",
        "zh-cn": "先绑定同一端口：connect() 接管 FIN_WAIT_2，SYN 遇到 CLOSE_WAIT",
      },
    );
    stage.check(
      "nothing-sent-before",
      {
        en: "The failed connect() had sent nothing: this SYN comes right after the last ACK",
        "zh-cn": "失败的 connect() 没有发包：最后一个 ACK 之后就是这个 SYN",
      },
      {
        kind: "packet",
        packet: fin.number + 2,
        from: CLIENT,
        to: SERVER,
        flags: "S",
        echoes: true,
      },
    );
    checkContinued(stage, syn.number, fin.number);
    const synAck = await stage.packet("the first SYN-ACK", ({ flags }) => flags === "SA");
    await heals(stage, {
      ends: { client: CLIENT, server: SERVER },
      syn,
      holder: "CLOSE_WAIT",
      old: { client: fin, server: synAck },
    });
    const open = await seen(stage, "ESTAB", SERVER);
    stage.step(
      "gone",
      { at: open.at },
      {
        en: "ss shows it: the connection the server was working on is gone",
        "zh-cn": "ss 看到了：服务端正在处理的那条连接没有了",
      },
    );
    stage.check(
      "close-wait-is-gone",
      {
        en: "ss shows the server in CLOSE-WAIT no more",
        "zh-cn": "ss 显示服务端的 CLOSE-WAIT 已不在",
      },
      { ...closeWait(open.table.at), absent: true },
    );
    stage.finds(
      {
        en: "kernel-chosen port: EADDRNOTAVAIL, peer kept; bound port: peer reset",
        "zh-cn": "内核选择端口：EADDRNOTAVAIL，对端不受影响；绑定端口：对端被重置",
      },
      ["cannot-assign", "close-wait-kept", "close-wait-is-gone"],
    );
    await interrupt(terminals.client);
    await lowerCurtain(terminals);
  },
};

const closeWait = (at: number) =>
  ({ kind: "socket", at, state: "CLOSE-WAIT", local: SERVER, peer: CLIENT }) as const;

/** The client closes and is gone, the server stays in CLOSE_WAIT; resolves with the client's FIN. */
async function leaveAlone(stage: Stage) {
  const client = stage.terminal("client");
  await client.type(ONE_PORT);
  await client.prompt();
  await client.type(CHOSEN);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
  await seen(stage, "ESTAB", SERVER);
  await interrupt(client);
  const fin = await stage.packet("the client's FIN", finFrom(CLIENT), syn.number);
  const waits = await seen(stage, "CLOSE-WAIT", SERVER);
  stage.step(
    "connect",
    { packet: syn.number },
    {
      en: "The client connects; the kernel has but one port to choose, 59818",
      "zh-cn": "客户端连接；内核只有一个端口可选：59818",
    },
  );
  stage.step(
    "client-closes",
    { packet: fin.number },
    { en: "Ctrl-C: the client closes and is gone", "zh-cn": "Ctrl-C：客户端关闭并退出" },
  );
  stage.step(
    "close-wait",
    { at: waits.at },
    {
      en: "ss shows it: the server is in CLOSE_WAIT, at work on its answer",
      "zh-cn": "ss 看到了：服务端在 CLOSE_WAIT，仍在准备回答",
    },
  );
  stage.check(
    "close-wait-on-server",
    { en: "ss shows the server in CLOSE-WAIT", "zh-cn": "ss 显示服务端处于 CLOSE-WAIT" },
    closeWait(waits.table.at),
  );
  stage.check(
    "fin-wait-2-on-client",
    { en: "ss shows the client in FIN-WAIT-2", "zh-cn": "ss 显示客户端处于 FIN-WAIT-2" },
    { kind: "socket", at: waits.table.at, state: "FIN-WAIT-2", local: CLIENT, peer: SERVER },
  );
  return fin;
}

/** The kernel may choose again, more than a second later, and finds no port. */
async function chooseAgain(stage: Stage): Promise<void> {
  const client = stage.terminal("client");
  await countedDownTo(stage, 57);
  await client.type(CHOSEN);
  await client.prompt();
  const index = stage.commands().findLastIndex(({ terminal }) => terminal === "client");
  const failed = stage.commands()[index]?.ended ?? 0;
  const { table } = await stage.socket(
    "CLOSE-WAIT after that",
    ({ state }) => state === "CLOSE-WAIT" && (stage.sockets.tables.at(-1)?.at ?? 0) > failed,
  );
  stage.step(
    "chosen-again",
    {
      at: failed,
      call: { from: "client", name: "connect()", errno: "EADDRNOTAVAIL" },
    },
    {
      en: "The same command again: the kernel does not choose a port in FIN_WAIT_2",
      "zh-cn": "同一条命令再来一次：内核不会选择还在 FIN_WAIT_2 的端口",
    },
  );
  stage.check(
    "cannot-assign",
    {
      en: "connect() fails: “Cannot assign requested address”",
      "zh-cn": "connect() 失败：“Cannot assign requested address”",
    },
    { kind: "shows", command: index, text: "Cannot assign requested address" },
  );
  stage.check(
    "close-wait-kept",
    { en: "ss still shows the server in CLOSE-WAIT", "zh-cn": "ss 仍显示服务端处于 CLOSE-WAIT" },
    closeWait(table.at),
  );
}
