/**
 * A WebSocket server on 127.0.0.1:8888 that completes the closing handshake and then, against
 * RFC 6455 §5.5.1, leaves TCP to the client.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";

/** What a server hashes with the client's key: RFC 6455 §1.3. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const CLOSE_1000 = Buffer.from([0x88, 2, 0x03, 0xe8]);

const server = createServer().listen(8888, "127.0.0.1");
server.on("upgrade", ({ headers }, socket) => {
  const key = String(headers["sec-websocket-key"]);
  const lines = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${createHash("sha1")
      .update(key + GUID)
      .digest("base64")}`,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  console.log("open");
  socket.once("data", () => socket.write(CLOSE_1000)); // the client sends nothing but its Close frame
  socket.once("end", () => {
    console.log("the client closes TCP");
    socket.end();
  });
});
