/**
 * Listens on 127.0.0.1:8888, reads nothing, and at Enter ends the connection it has: `linger`
 * closes it with SO_LINGER 0, `close` as a server does that has lost interest.
 */
import { createServer } from "node:net";

const [way] = process.argv.slice(2);

createServer({ pauseOnConnect: true }, (socket) => {
  socket.on("error", () => undefined);
  process.stdin.once("data", () => {
    if (way === "linger")
      socket.resetAndDestroy(); // setsockopt(SO_LINGER, {1, 0}) and close()
    else socket.destroy(); // close()
  });
}).listen({ host: "127.0.0.1", port: 8888 });
