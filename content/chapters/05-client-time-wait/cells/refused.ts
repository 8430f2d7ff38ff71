import { endSeq, kernelNamed, takeOver } from "time-wait";
import { show } from "notebook";
import * as plain from "session/client-time-wait";
import * as stamped from "session/client-time-wait-timestamps";

const linux = kernelNamed(plain.kernel.name);

// What the client's kernel keeps of each old connection:
// of timestamps the peer's last, if there was one.
const timeWaits = [plain, stamped].map(({ packet, packetOf }) => {
  const clientFin = packetOf("client-closes");
  const serverFin = packet(clientFin.number + 1);
  return {
    sndNxt: endSeq(clientFin),
    rcvNxt: endSeq(serverFin),
    tsRecent: serverFin.tsval ?? null,
  };
});

// connect() from a bound port asks for it.
for (const timeWait of timeWaits)
  for (const twReuse of [0, 1, 2] as const) {
    const attempt = { bound: true, loopback: true, twReuse };
    const { taken, branches } = takeOver(
      timeWait,
      attempt,
      linux,
    );
    show(
      `last TSval ${timeWait.tsRecent ?? "none"}, tcp_tw_reuse ${twReuse}`,
      taken ? "taken over" : "EADDRNOTAVAIL",
    );
    if (twReuse === 1)
      show.table(
        branches.map(({ condition, value }) => ({
          condition,
          value,
        })),
      );
  }
