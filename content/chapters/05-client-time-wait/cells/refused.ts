import { endSeq, kernelNamed, takeOver } from "time-wait";
import { show } from "notebook";
import * as plain from "session/client-time-wait";
import * as stamped from "session/client-time-wait-timestamps";

for (const { kernel, packet, packetOf } of [plain, stamped]) {
  // What the client's kernel keeps of the old connection:
  // of timestamps the peer's last, if there was one.
  const clientFin = packetOf("client-closes");
  const serverFin = packet(clientFin.number + 1);
  const tsRecent = serverFin.tsval ?? null;
  const timeWait = {
    sndNxt: endSeq(clientFin),
    rcvNxt: endSeq(serverFin),
    tsRecent,
  };
  // connect() from a bound port, with tcp_tw_reuse=0.
  const { taken, branches } = takeOver(
    timeWait,
    { bound: true, twReuse: 0 },
    kernelNamed(kernel.name),
  );
  show(
    `last TSval ${tsRecent ?? "none"}`,
    taken ? "taken over" : "EADDRNOTAVAIL",
  );
  show.table(
    branches.map(({ condition, value }) => ({
      condition,
      value,
    })),
  );
}
