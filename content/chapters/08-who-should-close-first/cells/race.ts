import { kernelNamed, Network, type Socket } from "time-wait";
import { show } from "notebook";

const kernel = kernelNamed("linux-6.18");

/** Idle; the server ends it, and 5 ms later a request leaves. */
function cross(end: (server: Socket) => void) {
  const network = new Network({ delay: 10 }); // ms, one way
  const far = network.host("10.0.0.1", { kernel });
  const near = network.host("10.0.0.2", { kernel });

  let server: Socket | undefined;
  let read = 0;
  let told = "nothing";
  far.listen(80, (socket) => {
    server = socket;
    socket.events.onData = (_, bytes) => (read += bytes);
    socket.events.onEnd = (ended) => ended.close();
  });
  const opened = near.connect("10.0.0.1", 80, {
    onEnd: (socket) => {
      told = "the end";
      network.schedule.after(30, () => socket.close());
    },
    onError: (_, errno) => (told = errno),
  });
  network.run(1000);
  if (!server || "errno" in opened) throw new Error("refused");

  end(server);
  network.run(5);
  opened.socket.send(100);
  network.run(1000);
  return {
    "it reads": `${read} bytes`,
    "client is told": told,
  };
}

show.table([
  { "server calls": "close()", ...cross((it) => it.close()) },
  {
    "server calls": "shutdown()",
    ...cross((it) => it.shutdown()),
  },
]);
