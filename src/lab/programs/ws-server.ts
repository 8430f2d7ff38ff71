/** A WebSocket server on 127.0.0.1:8888, by the package ws. At Enter it starts the closing handshake. */
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: 8888 });
server.on("connection", (socket) => {
  console.log("open");
  socket.on("close", (code) => console.log(`closed: ${code}`));
});
process.stdin.on("data", () => server.clients.forEach((socket) => socket.close(1000)));
