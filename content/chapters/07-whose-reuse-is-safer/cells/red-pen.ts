import {
  add,
  endSeq,
  kernelNamed,
  Network,
  type Packet,
  type Socket,
} from "time-wait";
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
  onEnd: (socket: Socket) => socket.close(),
});
network.run(1000);
show("the server holds", states());

// A SYN comes that the network has kept for long.
const [first] = network.packets as [Packet];
const fin = network.packets.findLast(
  ({ flags }) => flags === "FA",
);
network.inject({
  ...first,
  seq: add(endSeq(fin ?? first), 1000),
});
network.run(6);
show("when it has come", states());

// The client's kernel knows nothing of it, and says so.
network.run(100);
const said = network.packets.slice(-2).map(({ flags }) => flags);
show("SYN-ACK, and the answer to it", said);
show("what is left", states());
