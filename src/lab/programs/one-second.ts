/**
 * How long connect() refuses the only port the kernel may choose, while this host holds TIME_WAIT
 * on it: `one-second <port> <trials>`. Connects to a server of its own on 127.0.0.1 and closes first;
 * then tries again until it succeeds. Prints a line of JSON per trial, in ms:
 *
 * - `began`: how far CLOCK_MONOTONIC was into its second when TIME_WAIT began
 * - `refused`: TIME_WAIT was at least so old when connect() was last refused; null if it never was
 * - `accepted`: it was at most so old when connect() succeeded
 */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const [port = 0, trials = 0] = process.argv.slice(2).map(Number);

/** When in a second a trial's TIME_WAIT begins, in ms: all over it, but clear of its ends. */
const begins = (trial: number) => 50 + ((trial * 371) % 900);

/** CLOCK_MONOTONIC in ms. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Rounded to 10 µs, so that what is said stays true. */
const down = (ms: number) => Math.floor(ms * 100) / 100;
const up = (ms: number) => Math.ceil(ms * 100) / 100;

/** A connection, or null where there is no port for one. */
async function attempt(): Promise<Socket | null> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return socket.resume();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRNOTAVAIL") throw error;
    return null;
  }
}

/** Closes first: TIME_WAIT has begun between the two times. */
async function close(socket: Socket): Promise<[earliest: number, latest: number]> {
  const earliest = now();
  socket.end();
  await once(socket, "close");
  return [earliest, now()];
}

const server = createServer((peer) => void peer.resume()); // answers a FIN with its own
await once(server.listen(port, "127.0.0.1"), "listening");
let open = await attempt();
for (let trial = 1; open !== null && trial <= trials; trial++) {
  await sleep((begins(trial) - (now() % 1000) + 1000) % 1000);
  const [earliest, latest] = await close(open);
  let refused: number | null = null;
  open = null;
  while (open === null) {
    await sleep(1);
    const asked = now();
    open = await attempt();
    if (open === null) refused = asked - latest;
    else {
      const accepted = up(now() - earliest);
      const at = { trial, began: down(earliest % 1000) };
      console.log(JSON.stringify({ ...at, refused: refused && down(refused), accepted }));
    }
  }
}
open?.destroy();
server.close();
