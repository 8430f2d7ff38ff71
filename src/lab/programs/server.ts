/**
 * What server.go does, for machines without Go: listen on 127.0.0.1:8888; accept, write "hello",
 * close. `destroy` is close(2): the FIN leaves at once, without waiting for the peer's.
 */
import { createServer } from "node:net";

const server = createServer((socket) => {
  socket.on("error", () => undefined); // the peer may reset
  socket.write("hello", () => socket.destroy());
});
server.listen({ host: "127.0.0.1", port: 8888, backlog: 1 });
