import type { Bilingual } from "../../sessions/schema.ts";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import {
  CLIENT,
  finFrom,
  lowerCurtain,
  raiseCurtain,
  run,
  scene,
  seen,
  SERVER,
  startServer,
  stopServer,
} from "./scene.ts";

/** Seconds that the kernel needs at the least to end a TIME_WAIT (TCP_TIMEWAIT_LEN). */
const TIME_WAIT = 60;

/** The article's server dies and is started again; then its twin, which sets SO_REUSEADDR. */
export const restart: Story = {
  ...scene,
  name: "restart",
  title: {
    en: "A server that holds TIME_WAIT is started again",
    "zh-cn": "持有 TIME_WAIT 的服务端重新启动",
  },
  summary: {
    en: "Without SO_REUSEADDR the server cannot bind its port again for as long as its TIME_WAIT lasts, and says so with exit code 0; with SO_REUSEADDR from the first start it can at once.",
    "zh-cn":
      "没有 SO_REUSEADDR，TIME_WAIT 还在，服务端就无法再次绑定端口，退出码却是 0；如果第一次启动时就设置了 SO_REUSEADDR，则立即可以。",
  },
  sysctls: {},
  tools: ["ncat", "watch", "strace"],
  server: true,
  scripts: ["server.ts"],
  poster: "in-use",
  lasts: 75,

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, "./server");
    const first = await holdTimeWait(stage, 0);
    stage.step(
      "time-wait",
      { at: first.at },
      {
        en: "It has closed first: the server holds TIME_WAIT",
        "zh-cn": "它先关闭：服务端持有 TIME_WAIT",
      },
    );
    stage.check(
      "server-closed-first",
      { en: "The first FIN came from the server", "zh-cn": "第一个 FIN 来自服务端" },
      {
        kind: "packet",
        packet: first.fin.number,
        from: SERVER,
        to: CLIENT,
        flags: first.fin.flags,
        first: true,
      },
    );
    await outlives(stage, "outlived", {
      en: "Ctrl-C: the process is gone, its TIME_WAIT is not",
      "zh-cn": "Ctrl-C：进程没了，它的 TIME_WAIT 还在",
    });
    await failToStart(stage);

    await stage.age(first.at / 1e6 + TIME_WAIT);
    await stage.table("the end of TIME-WAIT", (sockets) => sockets.length === 0);
    await terminals.server.type("./server");
    const { table, at } = await seen(stage, "LISTEN", SERVER);
    stage.step(
      "free",
      { at },
      {
        en: "After the 60 s the same program starts",
        "zh-cn": "60 秒之后，同一程序可以启动",
      },
    );
    stage.check(
      "time-wait-is-gone",
      { en: "It listens, and TIME-WAIT is gone", "zh-cn": "它在监听，TIME-WAIT 已不在" },
      {
        kind: "socket",
        at: table.at,
        state: "TIME-WAIT",
        local: SERVER,
        peer: CLIENT,
        absent: true,
      },
    );
    await stopServer(stage);
    await startAgainAtOnce(stage, first.fin.number);
    stage.finds(
      {
        en: "bind(): EADDRINUSE for 60 s; with SO_REUSEADDR: 0",
        "zh-cn": "bind()：60 秒内 EADDRINUSE；有 SO_REUSEADDR：0",
      },
      ["errno", "at-once"],
    );
    await lowerCurtain(terminals);
  },
};

/** A client is told hello and closed; resolves with the server's FIN and when TIME-WAIT was seen. */
async function holdTimeWait(stage: Stage, past: number) {
  await run(stage, "client", "ncat --recv-only -p 59818 127.0.0.1 8888");
  const fin = await stage.packet("the server's FIN", finFrom(SERVER), past);
  const { at } = await seen(stage, "TIME-WAIT", SERVER);
  return { fin, at };
}

/** Ctrl-C in the server; marks and checks that TIME-WAIT is still there. */
async function outlives(stage: Stage, id: string, title: Bilingual) {
  const table = await stopServer(stage);
  stage.step(id, { at: table.at }, title);
  stage.check(id, title, {
    kind: "socket",
    at: table.at,
    state: "TIME-WAIT",
    local: SERVER,
    peer: CLIENT,
  });
}

/** The article's server, and one that sets SO_REUSEADDR too late, find the port in use. */
async function failToStart(stage: Stage): Promise<void> {
  const again = await run(stage, "server", "./server");
  stage.step(
    "in-use",
    { at: again.at },
    {
      en: "Started again: “address already in use”",
      "zh-cn": "重新启动：“address already in use”",
    },
  );
  stage.check(
    "in-use",
    {
      en: "The server says “address already in use”",
      "zh-cn": "服务端报错“address already in use”",
    },
    {
      kind: "shows",
      command: again.index,
      text: "Error binding socket: address already in use",
    },
  );
  stage.check(
    "exit-code",
    { en: "It ends with exit code 0 all the same", "zh-cn": "它的退出码却是 0" },
    { kind: "exit", command: again.index, code: 0 },
  );
  await run(stage, "server", "echo $?");

  const traced = await run(stage, "server", "strace -fqqe trace=setsockopt,bind ./server");
  stage.step(
    "which-call",
    { at: traced.at, call: { from: "server", name: "bind()", errno: "EADDRINUSE" } },
    { en: "strace: bind() fails", "zh-cn": "strace：失败的是 bind()" },
  );
  stage.check(
    "errno",
    { en: "bind() returns EADDRINUSE", "zh-cn": "bind() 返回 EADDRINUSE" },
    { kind: "shows", command: traced.index, text: "= -1 EADDRINUSE" },
  );

  const late = await run(stage, "server", "ncat -lk 127.0.0.1 8888");
  stage.step(
    "too-late",
    { at: late.at },
    {
      en: "SO_REUSEADDR now (ncat sets it) is too late: the socket in TIME_WAIT had none",
      "zh-cn": "现在才设 SO_REUSEADDR（ncat 会设）已经太迟：TIME_WAIT 中的套接字没有设过",
    },
  );
  stage.check(
    "too-late",
    {
      en: "ncat, which sets SO_REUSEADDR, says “Address already in use” too",
      "zh-cn": "设置了 SO_REUSEADDR 的 ncat 同样报错“Address already in use”",
    },
    { kind: "shows", command: late.index, text: "Address already in use" },
  );
}

/** The twin sets SO_REUSEADDR: it holds TIME_WAIT, dies, and starts again beside it. */
async function startAgainAtOnce(stage: Stage, past: number): Promise<void> {
  const server = stage.terminal("server");
  await server.type("node server.ts");
  const { at } = await seen(stage, "LISTEN", SERVER);
  stage.step(
    "twin",
    { at },
    {
      en: "The same server in TypeScript: Node sets SO_REUSEADDR",
      "zh-cn": "同样的服务端，用 TypeScript 写成：Node 会设置 SO_REUSEADDR",
    },
  );
  await holdTimeWait(stage, past);
  await outlives(stage, "outlived-again", {
    en: "It closes first and dies: TIME_WAIT again",
    "zh-cn": "它先关闭，然后退出：又留下 TIME_WAIT",
  });

  await server.type("strace -fqqe trace=setsockopt,bind,listen node server.ts");
  const again = await seen(stage, "LISTEN", SERVER);
  stage.step(
    "at-once",
    { at: again.at },
    { en: "Started again, it listens at once", "zh-cn": "再次启动，立即开始监听" },
  );
  stage.check(
    "listens-again",
    { en: "A socket listens on port 8888 …", "zh-cn": "有套接字在 8888 端口监听……" },
    { kind: "socket", at: again.table.at, state: "LISTEN", local: SERVER, peer: "0.0.0.0:*" },
  );
  stage.check(
    "at-once",
    { en: "… and TIME-WAIT is still there", "zh-cn": "……而 TIME-WAIT 仍在" },
    { kind: "socket", at: again.table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT },
  );
  const command = server.commands.at(-1);
  if (!command) throw new Error("nothing was typed in the server");
  stage.check(
    "reuseaddr",
    { en: "Before bind() it has set SO_REUSEADDR", "zh-cn": "它在 bind() 之前设置了 SO_REUSEADDR" },
    {
      kind: "shows",
      command: stage.commands().indexOf(command),
      text: "SO_REUSEADDR, [1], 4) = 0",
    },
  );
}
