import { kernelNamed, Network, type Socket } from "time-wait";
import { show } from "notebook";

type End = (
  client: Socket,
  server: Socket,
  wait: (ms: number) => void,
) => void;

/** Two hosts connect, `end` closes, and a second goes by. */
function story(end: End) {
  const kernel = kernelNamed("linux-6.18");
  const network = new Network({ delay: 10 }); // ms, one way
  const near = network.host("10.77.0.2", { kernel });
  const far = network.host("10.77.0.1", { kernel });

  // Whoever is told of the other's FIN closes as well.
  const onEnd = (socket: Socket) => socket.close();
  const accepted: Socket[] = [];
  far.listen(8888, (socket) => {
    socket.events.onEnd = onEnd;
    accepted.push(socket);
  });
  const opened = near.connect("10.77.0.1", 8888, { onEnd });
  network.run(100);

  const [server] = accepted;
  if (!server || "errno" in opened) throw new Error("refused");
  const client = opened.socket;
  end(client, server, (ms) => network.run(ms));
  network.run(1000);
  return { network, client: client.state, server: server.state };
}

const ways = {
  "the client": story((client) => client.close()),
  "the server": story((_, server) => server.close()),
  "both at once": story((client, server, wait) => {
    client.close();
    wait(0); // ms: try 5, then 20
    server.close();
  }),
  "the client, by RST": story((client) => client.abort()),
};

show.table(
  Object.entries(ways).map(([closes, { client, server }]) => ({
    closes,
    client,
    server,
  })),
);

// Packet by packet, when both close at once.
show.table(
  ways["both at once"].network.packets.map((packet) => ({
    ms: packet.at / 1000,
    from: packet.from.endsWith(":8888") ? "server" : "client",
    flags: packet.flags,
  })),
);
