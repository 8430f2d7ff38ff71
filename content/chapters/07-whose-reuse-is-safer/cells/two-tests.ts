import {
  endSeq,
  kernelNamed,
  receiveInTimeWait,
  takeOver,
  type Branch,
} from "time-wait";
import { show } from "notebook";
import { kernel, packetOf, packets } from "session/last-ack";

const linux = kernelNamed(kernel.name);
const asked = (branches: readonly Branch[]) =>
  show.table(
    branches.map(({ condition, value }) => ({
      condition,
      value,
    })),
  );

// The client holds TIME_WAIT, and its program calls
// connect() on a port that it has bound.
const clientFin = packetOf("client-closes");
const serverFin = packetOf("last-ack");
const held = {
  rcvNxt: endSeq(serverFin),
  sndNxt: endSeq(clientFin),
  tsRecent: serverFin.tsval ?? null,
};
const reuse = takeOver(held, { bound: true }, linux);
show("connect() may take it over", reuse.taken !== null);
asked(reuse.branches);
show("and takes along", Object.keys(reuse.taken ?? {}));

// The server holds TIME_WAIT, and a SYN comes.
const fin = packetOf("server-closes");
const syn = packetOf("let-in-at-once");
const lastFin =
  packets
    .slice(0, syn.number - 1)
    .findLast(({ from }) => from === syn.from) ?? syn;
const waiting = {
  rcvNxt: endSeq(lastFin),
  sndNxt: endSeq(fin),
  tsRecent: lastFin.tsval ?? null,
};
const outcome = receiveInTimeWait(waiting, syn, linux);
show("the SYN is answered by", outcome.answer.kind);
asked(outcome.branches);
