/**
 * Connects and closes first: `node-connect <address> [local port]`. Ends when the peer has closed
 * too; with 1 and Node's own words when it could not connect.
 */
import { once } from "node:events";
import { connect } from "node:net";

const [host, localPort] = process.argv.slice(2);
const socket = connect({ host, port: 8888, ...(localPort && { localPort: Number(localPort) }) });
try {
  await once(socket, "connect");
  socket.resume().end();
  await once(socket, "close");
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
