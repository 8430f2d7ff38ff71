/**
 * Connects, closes first, waits, connects again: `node-twice <address> <wait in ms> [local port]`.
 * Ends with 1 and its own words when the second connection fails.
 */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const [host, wait, localPort] = process.argv.slice(2);

async function hold(): Promise<void> {
  const socket = connect({ host, port: 8888, ...(localPort && { localPort: Number(localPort) }) });
  await once(socket, "connect");
  socket.resume().end();
  await once(socket, "close"); // the peer's FIN has come
}

await hold();
await sleep(Number(wait));
try {
  await hold();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
