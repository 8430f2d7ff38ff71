import {
  endSeq,
  kernelNamed,
  receiveInTimeWait,
} from "time-wait";
import { show } from "notebook";
import {
  ends,
  kernel,
  packetOf,
  packets,
} from "session/refused-syn";

const syn = packetOf("refused");

// The last FIN of either side, before that SYN.
const lastFin = (side: string) =>
  packets.findLast(
    ({ number, from, flags }) =>
      number < syn.number && from === side && flags.includes("F"),
  ) ?? syn;

const timeWait = {
  rcvNxt: endSeq(lastFin(ends.client)),
  sndNxt: endSeq(lastFin(ends.server)),
  tsRecent: null, // there were no timestamps
};
const linux = kernelNamed(kernel.name);

const { answer, branches } = receiveInTimeWait(
  timeWait,
  syn,
  linux,
);
show(`packet ${syn.number}`, answer.kind);
show.table(
  branches.map(({ condition, value }) => ({ condition, value })),
);
