/**
 * Node's own WebSocket client. At Enter it starts the closing handshake; it ends when the connection
 * is closed.
 */
const socket = new WebSocket("ws://127.0.0.1:8888");
socket.onopen = () => console.log("open");
socket.onclose = ({ code }) => {
  console.log(`closed: ${code}`);
  process.stdin.destroy(); // nothing else keeps the process alive
};
process.stdin.on("data", () => socket.close(1000));
