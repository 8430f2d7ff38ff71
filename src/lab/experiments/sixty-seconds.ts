import type { Story } from "../experiment.ts";
import type { Stage } from "../stage.ts";
import {
  CLIENT,
  CONNECT,
  countedDownTo,
  finFrom,
  lowerCurtain,
  markConnect,
  raiseCurtain,
  scene,
  seen,
  SERVER,
  startServer,
} from "./scene.ts";

const TIMER = { state: "TIME-WAIT", local: CLIENT, peer: SERVER } as const;

/** One TIME_WAIT from its first second to its last, and a setting that does not shorten it. */
export const sixtySeconds: Story = {
  ...scene,
  name: "sixty-seconds",
  title: {
    en: "Sixty seconds of TIME_WAIT, and tcp_fin_timeout does not shorten them",
    "zh-cn": "TIME_WAIT 的六十秒，tcp_fin_timeout 缩短不了它",
  },
  summary: {
    en: "The client closes first and holds TIME_WAIT; ss counts it down from 60 s until it is gone. tcp_fin_timeout is 5, which changes nothing.",
    "zh-cn":
      "客户端先关闭，持有 TIME_WAIT；ss 看着它从 60 秒倒数到消失。tcp_fin_timeout 设为 5，毫无影响。",
  },
  sysctls: { "net.ipv4.tcp_timestamps": "1" },
  tools: ["ncat", "watch", "sysctl"],
  lasts: 75,
  server: false,
  poster: "time-wait",

  async play(stage) {
    const terminals = await raiseCurtain(stage);
    await startServer(stage, "ncat -lk 127.0.0.1 8888");
    await setTimeout5(stage);

    await terminals.client.type(CONNECT);
    const syn = await stage.packet("the client's SYN", ({ flags }) => flags === "S");
    await seen(stage, "ESTAB", CLIENT);
    markConnect(stage, syn.number, true);
    terminals.client.interrupt();
    await terminals.client.prompt();
    const fin = await stage.packet("the client's FIN", finFrom(CLIENT), syn.number);
    const { table, at } = await seen(stage, "TIME-WAIT", CLIENT);
    stage.step(
      "client-closes",
      { packet: fin.number },
      { en: "The client closes first", "zh-cn": "客户端先关闭" },
    );
    stage.step(
      "time-wait",
      { at },
      {
        en: "ss shows it: TIME_WAIT, with a timer of 60 s",
        "zh-cn": "ss 看到了：TIME_WAIT，定时器为 60 秒",
      },
    );
    stage.check(
      "client-closed-first",
      { en: "The first FIN came from the client", "zh-cn": "第一个 FIN 来自客户端" },
      { kind: "packet", packet: fin.number, from: CLIENT, to: SERVER, flags: "AF", first: true },
    );
    stage.check(
      "time-wait-on-client",
      { en: "ss shows TIME-WAIT on the client’s side", "zh-cn": "ss 显示客户端一侧为 TIME-WAIT" },
      { kind: "socket", at: table.at, ...TIMER },
    );

    await countDown(stage);
    const gone = await goes(stage);
    stage.step(
      "gone",
      { at: gone.at },
      { en: "After a minute TIME_WAIT is gone", "zh-cn": "一分钟之后，TIME_WAIT 消失了" },
    );
    stage.check(
      "is-gone",
      { en: "ss shows TIME-WAIT no more", "zh-cn": "ss 不再显示 TIME-WAIT" },
      { kind: "socket", at: gone.table, ...TIMER, absent: true },
    );
    stage.check(
      "lasts",
      {
        en: "ss showed it for 59 seconds at the least and 66 at the most",
        "zh-cn": "ss 显示它至少 59 秒，至多 66 秒",
      },
      { kind: "lasts", ...TIMER, atLeast: 59, atMost: 66 },
    );
    stage.check(
      "silent",
      {
        en: "No packet was sent in the meantime, nor at the end",
        "zh-cn": "其间和最后都没有发出任何包",
      },
      { kind: "total", packets: stage.capture.packets.length },
    );
    stage.finds(
      { en: "60 s, whatever tcp_fin_timeout", "zh-cn": "60 秒，与 tcp_fin_timeout 无关" },
      ["fin-timeout", "lasts"],
    );
    await lowerCurtain(terminals);
  },
};

/** The setting that many texts say is the length of TIME_WAIT. */
async function setTimeout5(stage: Stage): Promise<void> {
  const client = stage.terminal("client");
  await client.type("sysctl -w net.ipv4.tcp_fin_timeout=5");
  await client.prompt();
  const command = stage.commands().findIndex(({ terminal }) => terminal === "client");
  stage.step(
    "fin-timeout",
    { at: stage.clock.now() },
    { en: "tcp_fin_timeout is set to 5 s", "zh-cn": "tcp_fin_timeout 设为 5 秒" },
  );
  stage.check(
    "fin-timeout",
    { en: "tcp_fin_timeout is 5", "zh-cn": "tcp_fin_timeout 为 5" },
    { kind: "shows", command, text: "net.ipv4.tcp_fin_timeout = 5" },
  );
}

/** Sees the timer run, and TIME_WAIT outlive tcp_fin_timeout. */
async function countDown(stage: Stage): Promise<void> {
  for (const left of [50, 35, 20, 5]) {
    const { table } = await countedDownTo(stage, left);
    stage.step(
      `left-${left}`,
      { at: table.at + 1 },
      { en: `${left} seconds are left`, "zh-cn": `还剩 ${left} 秒` },
    );
    stage.check(
      `still-${left}`,
      {
        en: `With ${left} seconds left, TIME-WAIT is there`,
        "zh-cn": `还剩 ${left} 秒时，TIME-WAIT 仍在`,
      },
      { kind: "socket", at: table.at, ...TIMER },
    );
  }
}

/** Resolves when ss shows TIME-WAIT no more: when that was, and the time of the table without it. */
async function goes(stage: Stage): Promise<{ at: number; table: number }> {
  const { table } = await stage.socket(
    "no TIME_WAIT",
    () => !stage.sockets.tables.at(-1)?.sockets.some(({ state }) => state === TIMER.state),
  );
  await stage.terminal("ss").shows((screen) => !screen.includes(TIMER.state));
  return { at: stage.clock.now(), table: table.at };
}
