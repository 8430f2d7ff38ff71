import { add, kernelNamed, Network } from "time-wait";
import { show } from "notebook";

const kernel = kernelNamed("linux-6.18");
const network = new Network({ delay: 5 });
const server = network.host("10.0.0.1", {
  kernel,
  timestamps: false,
});
const client = network.host("10.0.0.2", { kernel });
const states = () =>
  server.sockets.map(({ state }) => state).join(", ") ||
  "nothing";

// The server closes first, and holds TIME_WAIT.
server.listen(80, (socket) => socket.close());
client.connect("10.0.0.1", 80, {
  port: 40_000,
  onEnd: (socket) => socket.close(),
});
network.run(1000);
show("the server holds", states());

// A SYN comes that the network has kept for long.
const [syn] = network.packets;
const rcvNxt = server.sockets[0]?.rcvNxt ?? 0;
if (syn) network.inject({ ...syn, seq: add(rcvNxt, 1000) });
network.run(6);
show("when it has come", states());

// The client's kernel knows nothing of it, and says so.
network.run(100);
const [, answer] = network.packets.slice(-2);
show("the client's answer to the SYN-ACK", answer?.flags);
show("what is left", states());
