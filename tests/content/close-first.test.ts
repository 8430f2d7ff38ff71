import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { closeFirst } from "../../content/chapters/08-who-should-close-first/programs/close-first.ts";

/** Everything a test has opened. */
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A client that does not close by itself, connected to a server: both ends, and the client's errors. */
async function connected() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const errors: Error[] = [];
  client.on("error", (error) => errors.push(error));
  const [socket] = await accepted;
  open.push(() => {
    client.destroy();
    socket.destroy();
    server.close();
  });
  return { client, socket, port, errors };
}

/** The kernel's number of a state in /proc/net/tcp. */
const STATES = { ESTABLISHED: "01", FIN_WAIT2: "05", TIME_WAIT: "06" };

/** The states of the connections of a local port, as Linux lists them. */
function states(port: number): string[] {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, peer]) => address?.endsWith(local) && !peer?.endsWith(":0000"))
    .map(([, , , state = ""]) => state);
}

const onLinux = test.skipIf(!existsSync("/proc/net/tcp"));

test("a client that closes when it is told: both have ended, without an error", async () => {
  const { client, socket, errors } = await connected();
  client.on("end", () => client.end()).resume();
  socket.write("hello");
  expect(await closeFirst(socket)).toBe(true);
  expect(errors).toEqual([]);
});

test("a client that is still sending is read to the end, and not reset", async () => {
  const { client, socket, errors } = await connected();
  const told = once(client, "end");
  client.resume();
  client.write(Buffer.alloc(100_000));
  const closing = closeFirst(socket);
  await told;
  client.end(Buffer.alloc(100_000));
  expect(await closing).toBe(true);
  expect(errors).toEqual([]);
});

test("a client that is silent is waited for within the limit, and no longer", async () => {
  const { client, socket } = await connected();
  client.resume();
  expect(await closeFirst(socket, 20)).toBe(false);
  expect(socket.destroyed).toBe(true);
});

onLinux(
  "the server is left with TIME_WAIT, or with FIN_WAIT2 if the client is silent",
  async () => {
    const closes = await connected();
    closes.client.on("end", () => closes.client.end()).resume();
    await closeFirst(closes.socket);
    await expect.poll(() => states(closes.port)).toEqual([STATES.TIME_WAIT]);

    const silent = await connected();
    silent.client.resume();
    await closeFirst(silent.socket, 20);
    await expect.poll(() => states(silent.port)).toEqual([STATES.FIN_WAIT2]);
  },
);
