import {
  kernelNamed,
  Network,
  type HostSettings,
} from "time-wait";
import { show } from "notebook";

/** A SYN that looks old meets TIME_WAIT. */
function comeBack(
  client: string,
  server: Partial<HostSettings> = {},
  eatsRst = false,
) {
  const network = new Network({
    delay: 1,
    loses: ({ flags }) => eatsRst && flags === "R",
  });
  const kernel = kernelNamed("linux-6.18");
  const far = network.host("10.0.0.1", { kernel, ...server });
  const near = network.host("10.0.0.2", {
    kernel: kernelNamed(client),
  });

  // The server closes after 150 s: more than half way.
  far.listen(80, (socket) =>
    network.schedule.after(150_000, () => socket.close()),
  );
  let outcome = "";
  let begun = 0;
  const connect = () =>
    near.connect("10.0.0.1", 80, {
      port: 40_000,
      onConnect: () =>
        (outcome = `${(network.schedule.now - begun) / 1000} s`),
      onEnd: (socket) => socket.close(),
    });
  connect();
  network.run(151_000);

  begun = network.schedule.now;
  const before = network.packets.length;
  connect();
  network.run(140_000);
  const syns = network.packets
    .slice(before)
    .filter(({ flags }) => flags === "S").length;
  return { "connected after": outcome, SYNs: syns };
}

// The SYN's number decides alone.
const off = { timestamps: false };
show.table([
  { case: "Linux 6.18", ...comeBack("linux-6.18", off) },
  { case: "client before 5.6", ...comeBack("linux-5.5", off) },
  {
    case: "the RST is lost",
    ...comeBack("linux-6.18", off, true),
  },
  {
    case: "tcp_rfc1337 = 1",
    ...comeBack("linux-6.18", { ...off, rfc1337: true }),
  },
]);
