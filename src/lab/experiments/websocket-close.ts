import type { Story } from "../experiment.ts";
import { lowerCurtain, raiseCurtain, scene, startServer } from "./scene.ts";
import { checkFirstFin, closedByServer, markReopened, open, SAME_PORT } from "./websocket.ts";

/** Node's own client, which leaves TCP to the server, as RFC 6455 §7.1.1 has it. */
export const websocketClose: Story = {
  ...scene,
  name: "websocket-close",
  title: {
    en: "A WebSocket is closed, from either side",
    "zh-cn": "关闭 WebSocket，从两边各一次",
  },
  summary: {
    en: "Whoever starts the closing handshake, the server sends the first FIN and holds TIME_WAIT: the server is that of the package ws, the client Node's own.",
    "zh-cn":
      "无论谁发起关闭握手，第一个 FIN 都由服务端发出，TIME_WAIT 都留在服务端：服务端是 ws 包，客户端是 Node 自带的。",
  },
  sysctls: SAME_PORT,
  tools: ["watch"],
  server: false,
  scripts: ["ws-server.ts", "ws-client.ts"],
  poster: "server-time-wait",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, "node ws-server.ts");
    const first = await open(stage, "node ws-client.ts");
    stage.step("connect", { packet: first }, { en: "The client connects", "zh-cn": "客户端连接" });
    const last = await closedByServer(stage, "server", first);
    checkFirstFin(stage, last.fin);

    const second = await open(stage, "node ws-client.ts", last.end);
    markReopened(stage, second);
    await closedByServer(stage, "client", second);
    stage.finds(
      {
        en: "the server's FIN first, TIME_WAIT on the server",
        "zh-cn": "服务端先发 FIN，TIME_WAIT 在服务端",
      },
      ["first-fin", "server-time-wait", "client-time-wait"],
    );
    await lowerCurtain(terminals);
  },
};
