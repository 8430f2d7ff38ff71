import { kernelNamed, Network, type Path, type Socket } from "time-wait";

export const kernel = kernelNamed("linux-6.18");
export const SERVER = "10.0.0.1:8888";
export const CLIENT = "10.0.0.2:40000";

/** Two hosts, a client on a port of its own, and who closes first after ten bytes and five. */
export function story(path: Path, closer: "server" | "client" | "both" | "reset") {
  const network = new Network({ delay: 5, ...path });
  const server = network.host("10.0.0.1", { kernel });
  const client = network.host("10.0.0.2", { kernel });
  const heard = { server: 0, client: 0 };
  const said: string[] = [];
  const finish = (side: "server" | "client", socket: Socket) => {
    if (closer === side || closer === "both") socket.close();
    if (closer === "reset" && side === "client") socket.abort();
  };
  const events = (side: "server" | "client", expected: number, reply: number) => ({
    onData: (socket: Socket, bytes: number) => {
      heard[side] += bytes;
      if (heard[side] % expected !== 0) return;
      if (reply > 0) socket.send(reply);
      if (closer === "both" && side === "server")
        network.schedule.after(5, () => finish(side, socket)); // when the answer arrives
      else finish(side, socket);
    },
    onEnd: (socket: Socket) => {
      said.push(`${side}: end`);
      socket.close();
    },
    onError: (_: Socket, errno: string) => said.push(`${side}: ${errno}`),
  });
  server.listen(8888, (socket) => Object.assign(socket.events, events("server", 10, 5)));
  const connect = () =>
    client.connect("10.0.0.1", 8888, {
      port: 40000,
      reuseAddress: true,
      onConnect: (socket) => socket.send(10),
      ...events("client", 5, 0),
    });
  connect();
  return { network, server, client, heard, said, connect };
}
