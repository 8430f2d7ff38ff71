import { kernelNamed, Network, type Socket } from "time-wait";
import { show } from "notebook";

const CLOSE_FRAME = 6; // bytes: header, status code
const THINKS = 1; // ms, a program before it acts

// What a program does about TCP when a Close frame has
// gone each way.
const rules = {
  closes: 0,
  waits: Infinity,
  "2 s": 2000,
};
type Rule = keyof typeof rules;

function story(
  client: Rule,
  server: Rule,
  starts: "client" | "server",
) {
  const kernel = kernelNamed("linux-6.18");
  const network = new Network({ delay: 10 }); // ms, one way
  const near = network.host("10.77.0.2", { kernel });
  const far = network.host("10.77.0.1", { kernel });

  // One end of a WebSocket, as RFC 6455 has it.
  function webSocket(rule: Rule) {
    let sent = false;
    const start = (socket: Socket) => {
      sent = true;
      socket.send(CLOSE_FRAME);
    };
    const soon = (ms: number, act: () => void) => {
      if (ms < Infinity) network.schedule.after(THINKS + ms, act);
    };
    const onData = (socket: Socket) => {
      if (!sent) start(socket); // a Close frame for a Close frame
      soon(rules[rule], () => socket.close());
    };
    // The other side's FIN ends any waiting.
    const onEnd = (socket: Socket) =>
      soon(0, () => socket.close());
    return { start, events: { onData, onEnd } };
  }

  const ends = {
    client: webSocket(client),
    server: webSocket(server),
  };
  let accepted: Socket | undefined;
  far.listen(8888, (socket) => {
    Object.assign(socket.events, ends.server.events);
    accepted = socket;
  });
  const opened = near.connect(
    "10.77.0.1",
    8888,
    ends.client.events,
  );
  network.run(100);
  if (!accepted || "errno" in opened) throw new Error("refused");
  const sockets = { client: opened.socket, server: accepted };

  ends[starts].start(sockets[starts]);
  network.run(10_000);

  const holds = (["client", "server"] as const).filter(
    (end) => sockets[end].state === "TIME_WAIT",
  );
  return {
    client,
    server,
    starts,
    "holds TIME_WAIT": holds.join(" and "),
  };
}

show.table([
  // As the RFC has it.
  story("waits", "closes", "server"),
  story("waits", "closes", "client"),
  // One rule for both.
  story("closes", "closes", "server"),
  story("closes", "closes", "client"),
  // A server that leaves it to the client.
  story("2 s", "waits", "client"),
]);
