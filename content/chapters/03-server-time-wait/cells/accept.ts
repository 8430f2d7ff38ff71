import {
  add,
  endSeq,
  kernelNamed,
  receiveInTimeWait,
} from "time-wait";
import { show } from "notebook";
import { kernel, packetOf } from "session/server-time-wait";

const serverFin = packetOf("server-closes");
const clientFin = packetOf("client-closes");
const syn = packetOf("same-port");

// What this test needs of the old connection.
const timeWait = {
  rcvNxt: endSeq(clientFin),
  sndNxt: endSeq(serverFin),
  tsRecent: null, // there were no timestamps
};
const linux = kernelNamed(kernel.name);

const outcome = receiveInTimeWait(timeWait, syn, linux);
show("this SYN", outcome.answer.kind);
show.table(
  outcome.branches.map(({ condition, value }) => ({
    condition,
    value,
  })),
);

// And other numbers the client might have sent.
for (const distance of [-1, 0, 1, 2 ** 31, 2 ** 31 + 1]) {
  const seq = add(timeWait.rcvNxt, distance);
  const other = { ...syn, seq };
  const { answer } = receiveInTimeWait(timeWait, other, linux);
  show(
    `rcv_nxt ${distance < 0 ? "−" : "+"} ${Math.abs(distance)}`,
    answer.kind,
  );
}
