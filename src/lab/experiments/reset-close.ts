import type { Bilingual } from "../../sessions/schema.ts";
import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import {
  CLIENT,
  CONNECT,
  lowerCurtain,
  raiseCurtain,
  scene,
  seen,
  SERVER,
  startServer,
  stopServer,
} from "./scene.ts";

/** Two ways to close with a RST, whether one means to or not: nobody holds TIME_WAIT. */
export const resetClose: Story = {
  ...scene,
  name: "reset-close",
  title: {
    en: "Closing with a reset: no TIME_WAIT",
    "zh-cn": "用 RST 关闭：没有 TIME_WAIT",
  },
  summary: {
    en: "A server that closes with SO_LINGER 0, and one that closes while data from the client is unread, send a RST: nobody holds TIME_WAIT, and the client is told of an error.",
    "zh-cn":
      "服务端以 SO_LINGER 0 关闭，或者在客户端的数据还没读完时关闭，发出的都是 RST：双方都没有 TIME_WAIT，而客户端得到一个错误。",
  },
  sysctls: {},
  tools: ["ncat", "watch", "strace"],
  server: false,
  scripts: ["reset.ts"],
  poster: "linger-reset",

  async play(stage) {
    const terminals = await raiseCurtain(stage);

    await startServer(stage, "strace -fqqe trace=setsockopt node reset.ts linger");
    const strace = stage.commands().length - 1;
    const syn = await connect(stage, CONNECT);
    stage.step(
      "connect",
      { packet: syn },
      { en: "The client connects from port 59818", "zh-cn": "客户端从 59818 端口连接" },
    );
    const last = await reset(stage, "linger", syn, {
      en: "The server closes with SO_LINGER 0: a RST, no FIN",
      "zh-cn": "服务端以 SO_LINGER 0 关闭：发出 RST，没有 FIN",
    });
    await stopServer(stage);
    stage.check(
      "so-linger",
      {
        en: "strace: the server has set SO_LINGER to 0 seconds",
        "zh-cn": "strace：服务端把 SO_LINGER 设为 0 秒",
      },
      { kind: "shows", command: strace, text: "SO_LINGER, {l_onoff=1, l_linger=0}" },
    );

    await terminals.server.type("node reset.ts close");
    await seen(stage, "LISTEN", SERVER);
    const again = await connect(stage, `${CONNECT} < <(echo hi; sleep 99)`, last);
    stage.step(
      "connect-again",
      { packet: again },
      {
        en: "The same port connects at once, and says “hi”",
        "zh-cn": "同一端口立即再次连接，并发送“hi”",
      },
    );
    const { table } = await stage.socket(
      "3 bytes to be read",
      ({ local, recvQ }) => local === SERVER && recvQ === 3,
    );
    await terminals.ss.shows(/^ESTAB\s+3 /m);
    stage.step(
      "unread",
      { at: table.at },
      {
        en: "ss shows it: 3 bytes lie in the server's Recv-Q, unread",
        "zh-cn": "ss 看到了：服务端的 Recv-Q 里有 3 个字节没读",
      },
    );
    stage.check(
      "unread",
      { en: "3 bytes are unread", "zh-cn": "有 3 个字节没读" },
      { kind: "socket", at: table.at, state: "ESTAB", local: SERVER, peer: CLIENT, recvQ: 3 },
    );
    await reset(stage, "unread", again, {
      en: "The server just calls close(): again a RST, since bytes were unread",
      "zh-cn": "服务端只是调用 close()：因为有字节没读，发出的仍是 RST",
    });

    stage.finds({ en: "no TIME_WAIT on either side", "zh-cn": "双方都没有 TIME_WAIT" }, [
      "linger-none-on-server",
      "linger-none-on-client",
      "unread-none-on-server",
      "unread-none-on-client",
    ]);
    await lowerCurtain(terminals);
  },
};

/** The client connects; resolves with the number of its SYN when ss shows both ends. */
async function connect(stage: Stage, command: string, past = 0): Promise<number> {
  await stage.terminal("client").type(command);
  const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S", past);
  await seen(stage, "ESTAB", CLIENT);
  return syn.number;
}

/**
 * Enter in the server, which closes; marks and checks that a RST is sent, that the client fails, and
 * that neither end is left. Resolves with the number of the RST.
 */
async function reset(stage: Stage, id: string, past: number, title: Bilingual): Promise<number> {
  const [client, server] = [stage.terminal("client"), stage.terminal("server")];
  const command = stage.commands().length - 1;
  server.enter();
  const rst = await stage.packet("a RST", ({ flags }) => flags.includes("R"), past);
  await client.prompt();
  const table = await stage.table("both ends to be gone", (sockets) =>
    sockets.every(({ local, peer }) => local !== CLIENT && peer !== CLIENT),
  );
  await stage.terminal("ss").shows((screen) => !screen.includes("59818"));
  stage.step(`${id}-reset`, { packet: rst.number }, title);
  stage.step(
    `${id}-gone`,
    { at: table.at },
    {
      en: "Both ends are gone at once; the client reports an error",
      "zh-cn": "两端立即消失；客户端报错",
    },
  );
  stage.check(`${id}-reset`, title, {
    kind: "packet",
    packet: rst.number,
    from: SERVER,
    to: CLIENT,
    flags: rst.flags,
  });
  stage.check(
    `${id}-error`,
    {
      en: "The client says “Connection reset by peer”",
      "zh-cn": "客户端报错“Connection reset by peer”",
    },
    { kind: "shows", command, text: "Ncat: Connection reset by peer." },
  );
  for (const [where, local, peer, en, zh] of [
    ["server", SERVER, CLIENT, "The server has no TIME_WAIT", "服务端没有 TIME_WAIT"],
    ["client", CLIENT, SERVER, "The client has no TIME_WAIT", "客户端没有 TIME_WAIT"],
  ] as const)
    stage.check(
      `${id}-none-on-${where}`,
      { en, "zh-cn": zh },
      { kind: "socket", at: table.at, state: "TIME-WAIT", local, peer, absent: true },
    );
  return rst.number;
}
