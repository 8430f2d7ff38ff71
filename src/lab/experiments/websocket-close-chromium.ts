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
  stopServer,
} from "./scene.ts";
import {
  checkFirstFin,
  closedByServer,
  closeFrame,
  markReopened,
  open,
  SAME_PORT,
  shakeHands,
} from "./websocket.ts";

const PAGE = "node ws-chromium.ts";

/** µs within which Chromium's patience is looked for: net/websockets/websocket_channel.cc has 2 s. */
const PATIENCE = { atLeast: 1_900_000, atMost: 4_000_000 };

/** A browser as the client: it leaves TCP to the server, but for two seconds, and not when its tab is closed. */
export const websocketCloseChromium: Story = {
  ...scene,
  name: "websocket-close-chromium",
  title: {
    en: "A browser's WebSocket is closed, in four ways",
    "zh-cn": "浏览器的 WebSocket 以四种方式关闭",
  },
  summary: {
    en: "Chromium leaves TCP to the server whoever starts the closing handshake, but waits no longer than two seconds; and when its tab is closed, it does not wait at all.",
    "zh-cn":
      "无论谁发起关闭握手，Chromium 都把 TCP 留给服务端来关，但只等两秒；而标签页被关掉时，它一刻也不等。",
  },
  sysctls: SAME_PORT,
  tools: ["watch", "chromium"],
  server: false,
  scripts: ["ws-server.ts", "ws-leaves-tcp.ts", "ws-chromium.ts"],
  poster: "client-time-wait",
  lasts: 20,
  notInGuest: "a browser does not fit into an emulated machine",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, "node ws-server.ts");
    const first = await open(stage, PAGE);
    stage.step("connect", { packet: first }, { en: "A page connects", "zh-cn": "网页连接" });
    const { fin, end } = await closedByServer(stage, "server", first);
    checkFirstFin(stage, fin);

    const second = await open(stage, PAGE, end);
    markReopened(stage, second);
    const next = await closedByServer(stage, "client", second);
    await tabClosed(stage, next.end);

    await stopServer(stage);
    await leftToClient(stage);
    stage.finds(
      {
        en: "the server's FIN first; Chromium's after 2 s without one, and at once when its tab is closed",
        "zh-cn": "服务端先发 FIN；等不到时 Chromium 2 秒后发；标签页被关掉时立即发",
      },
      ["first-fin", "client-fin-order", "waits", "no-longer", "tab-does-not-wait"],
    );
    await lowerCurtain(terminals);
  },
};

/**
 * The tab is closed while the server is held up, as by a long way: Chromium sends a Close frame and a
 * FIN, and refuses the answer.
 */
async function tabClosed(stage: Stage, past: number): Promise<void> {
  const [client, server] = [stage.terminal("client"), stage.terminal("server")];
  const syn = await open(stage, PAGE, past);
  stage.step("tab", { packet: syn }, { en: "A page connects again", "zh-cn": "网页又一次连接" });
  server.suspend();
  await server.prompt();
  stage.step(
    "held-up",
    { at: stage.clock.now() },
    {
      en: "Ctrl-Z holds the server up, as a long way would",
      "zh-cn": "Ctrl-Z 让服务端停住，好比路途遥远",
    },
  );
  client.interrupt();
  const frame = await closeFrame(stage, "client", syn);
  const fin = await stage.packet("the client's FIN", finFrom(CLIENT), frame.number);
  await client.prompt();
  await seen(stage, "FIN-WAIT-2", CLIENT);
  stage.step(
    "tab-closed",
    { packet: frame.number },
    {
      en: "Ctrl-C closes the tab: Chromium sends a Close frame",
      "zh-cn": "Ctrl-C 关掉标签页：Chromium 发出 Close 帧",
    },
  );
  stage.step(
    "tab-fin",
    { packet: fin.number },
    {
      en: "It waits for no answer: its FIN follows at once",
      "zh-cn": "它不等回答：紧接着就是它的 FIN",
    },
  );
  await server.type("fg");
  const answer = await closeFrame(stage, "server", frame.number);
  const rst = await stage.packet("a RST", ({ flags }) => flags.includes("R"), answer.number);
  const table = await stage.table("nothing but the listener", (sockets) =>
    sockets.every(({ state }) => state === "LISTEN"),
  );
  await stage.terminal("ss").shows((screen) => !/ESTAB|WAIT/.test(screen));
  stage.step(
    "tab-reset",
    { packet: rst.number },
    {
      en: "The server goes on and answers; nobody is there to read it: a RST",
      "zh-cn": "服务端继续运行，作了回答，却已无人来读：RST",
    },
  );
  stage.step(
    "tab-nobody",
    { at: stage.clock.now() },
    { en: "ss shows it: nobody holds TIME_WAIT", "zh-cn": "ss 看到了：谁也没有 TIME_WAIT" },
  );
  stage.check(
    "tab-at-once",
    {
      en: "Chromium's FIN left within a second of its Close frame",
      "zh-cn": "Chromium 的 FIN 在它的 Close 帧之后一秒内发出",
    },
    { kind: "delay", packet: fin.number, since: frame.number, is: { atMost: 1_000_000 } },
  );
  stage.check(
    "tab-does-not-wait",
    {
      en: "The server's Close frame acknowledges Chromium's FIN, which came first",
      "zh-cn": "服务端的 Close 帧确认了 Chromium 的 FIN：后者在先",
    },
    {
      kind: "sequence",
      of: { packet: answer.number, field: "ack" },
      against: { packet: fin.number, field: "end" },
      is: { exactly: 0 },
    },
  );
  stage.check(
    "tab-code",
    {
      en: "It repeats the status code that the tab's had: 1001, going away",
      "zh-cn": "它重复标签页那个帧的状态码：1001，即“离开”",
    },
    {
      kind: "packet",
      packet: answer.number,
      from: SERVER,
      to: CLIENT,
      flags: answer.flags,
      begins: "880203e9",
    },
  );
  stage.check(
    "tab-reset",
    {
      en: "The server's Close frame is answered with a RST",
      "zh-cn": "对服务端 Close 帧的回答是 RST",
    },
    { kind: "packet", packet: rst.number, from: CLIENT, to: SERVER, flags: rst.flags },
  );
  stage.check(
    "tab-none-on-server",
    { en: "The server has no TIME_WAIT", "zh-cn": "服务端没有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT, absent: true },
  );
  stage.check(
    "tab-none-on-client",
    { en: "Nor has the client", "zh-cn": "客户端也没有" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: CLIENT, peer: SERVER, absent: true },
  );
}

/** A server that does not close TCP: Chromium waits for two seconds, closes, and holds TIME_WAIT. */
async function leftToClient(stage: Stage): Promise<void> {
  await stage.terminal("server").type("node ws-leaves-tcp.ts");
  await seen(stage, "LISTEN", SERVER);
  const syn = await open(stage, PAGE, stage.capture.packets.length);
  stage.step(
    "left",
    { packet: syn },
    {
      en: "A page connects to a server that will not close TCP",
      "zh-cn": "网页连接到一个不会关闭 TCP 的服务端",
    },
  );
  const { answer } = await shakeHands(stage, "client", syn, "left");
  const fin = await stage.packet("the client's FIN", finFrom(CLIENT), answer.number);
  const last = await stage.packet("the server's FIN", finFrom(SERVER), answer.number);
  const { table, at } = await seen(stage, "TIME-WAIT", CLIENT);
  await stage.terminal("client").prompt();
  stage.step(
    "left-fin",
    { packet: fin.number },
    {
      en: "Two seconds later Chromium closes TCP itself",
      "zh-cn": "两秒之后，Chromium 自己关闭 TCP",
    },
  );
  stage.step(
    "left-time-wait",
    { at },
    { en: "ss shows it: the client holds TIME_WAIT", "zh-cn": "ss 看到了：客户端持有 TIME_WAIT" },
  );
  stage.check(
    "waits",
    {
      en: "Chromium waited about two seconds for the server's FIN",
      "zh-cn": "Chromium 等服务端的 FIN 等了大约两秒",
    },
    { kind: "delay", packet: fin.number, since: answer.number, is: { atLeast: PATIENCE.atLeast } },
  );
  stage.check(
    "no-longer",
    { en: "It waited no longer than that", "zh-cn": "它没有再多等" },
    { kind: "delay", packet: fin.number, since: answer.number, is: { atMost: PATIENCE.atMost } },
  );
  stage.check(
    "left-fin-order",
    {
      en: "The server's FIN acknowledges the client's, which came first",
      "zh-cn": "服务端的 FIN 确认了客户端的 FIN：后者在先",
    },
    {
      kind: "sequence",
      of: { packet: last.number, field: "ack" },
      against: { packet: fin.number, field: "end" },
      is: { exactly: 0 },
    },
  );
  stage.check(
    "left-time-wait",
    { en: "The client holds TIME_WAIT", "zh-cn": "客户端持有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: CLIENT, peer: SERVER },
  );
  stage.check(
    "left-none-on-server",
    { en: "The server has no TIME_WAIT", "zh-cn": "服务端没有 TIME_WAIT" },
    { kind: "socket", at: table.at, state: "TIME-WAIT", local: SERVER, peer: CLIENT, absent: true },
  );
}
