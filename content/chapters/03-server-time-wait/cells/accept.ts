import { add, endSeq, kernelNamed, receiveInTimeWait } from "time-wait";
import { show } from "notebook";
import { kernel, packet } from "session/server-time-wait";

const serverFin = packet(6);
const clientFin = packet(8);
const syn = packet(10);

// All that Linux has kept of the old connection.
const timeWait = {
  rcvNxt: endSeq(clientFin),
  sndNxt: endSeq(serverFin),
  tsRecent: null, // there were no timestamps
};
const linux = kernelNamed(kernel.name);

const { answer, branches } = receiveInTimeWait(timeWait, syn, linux);
show("this SYN", answer.kind);
show.table(branches);

// And other numbers the client might have sent.
for (const distance of [-1, 0, 1, 2 ** 31 - 1, 2 ** 31]) {
  const seq = add(timeWait.rcvNxt, distance);
  const other = receiveInTimeWait(timeWait, { ...syn, seq }, linux);
  show(`rcv_nxt + ${distance}`, other.answer.kind);
}
