import { diff, endSeq } from "time-wait";
import { show } from "notebook";
import { packets } from "session/client-time-wait-timestamps";

const syns = packets.filter(({ flags }) => flags === "S");
const fins = packets.filter(({ flags }) => flags.includes("F"));

// The first SYN meets nothing; every other one
// meets the TIME_WAIT that the FINs before it have left.
const rows = syns.map((syn) => {
  const before = fins.filter(({ number }) => number < syn.number);
  const [clientFin, serverFin] = before.slice(-2);
  return {
    packet: syn.number,
    "seq − old snd_nxt": clientFin
      ? diff(syn.seq, endSeq(clientFin))
      : "–",
    TSecr: syn.tsecr,
    "last TSval": serverFin?.tsval ?? "–",
  };
});
show.table(rows);
