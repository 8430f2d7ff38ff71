/**
 * `exhaust serve client|server`: a server on port 8888 whose client, or which itself, closes first.
 * `exhaust connect client|server <address> <seconds>`: connects to it again and again, every 5 ms at
 * the most, from ports that the kernel chooses. Prints a line of JSON: how many connections each
 * second brought, how many were refused and with what, and when the first was, in ms.
 */
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const [role, first, host, length] = process.argv.slice(2);

/** Milliseconds between two attempts. */
const PACE = 5;

if (role === "serve") {
  const server = createServer((socket) => {
    socket.on("error", () => undefined).resume(); // a FIN is answered with a FIN
    if (first === "server") socket.end();
  });
  server.listen(8888);
} else {
  const perSecond = new Array<number>(Number(length)).fill(0);
  const refused: Record<string, number> = {};
  let firstRefused: number | null = null;
  const began = performance.now();
  for (;;) {
    const at = performance.now() - began;
    const second = Math.floor(at / 1000);
    if (second >= perSecond.length) break;
    const socket = connect(8888, host);
    try {
      await once(socket, "connect");
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      socket.resume();
      if (first === "client") socket.end();
      await once(socket, "close"); // both FINs have been sent
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      refused[code] = (refused[code] ?? 0) + 1;
      firstRefused ??= Math.floor(at);
    }
    await sleep(PACE);
  }
  console.log(JSON.stringify({ perSecond, refused, firstRefused }));
}
