import {
  add,
  kernelNamed,
  prescribed,
  receiveInTimeWait,
} from "time-wait";
import { show } from "notebook";
import { kernel, packetOf } from "session/long-lived";

const linux = kernelNamed(kernel.name);
const ISN_PER_SECOND = 1e9 / 64; // one step every 64 ns

/** What becomes of a SYN so long after the last one. */
function comeBack(age: number) {
  const isn = 0; // the old connection's
  const held = { rcvNxt: add(isn, 2), sndNxt: 0, tsRecent: 7 }; // SYN, FIN
  const syn = { flags: "S", seq: add(isn, age * ISN_PER_SECOND) };
  const plain = receiveInTimeWait(
    { ...held, tsRecent: null },
    syn,
    linux,
  );
  const at = (tsval: number) =>
    receiveInTimeWait(held, { ...syn, tsval }, linux).answer.kind;
  const [byRfc6191] = prescribed("RFC 6191", held, {
    ...syn,
    tsval: 7,
  }).answers;
  return {
    age: `${age} s`,
    "no timestamps": plain.answer.kind,
    "TSval equal": at(7),
    "… by RFC 6191": byRfc6191,
    "TSval newer": at(8),
  };
}

const ages = [1, 100, 137, 138, 150, 200, 274, 275, 375, 425];
show.table(ages.map(comeBack));

// And the two connections that were recorded.
for (const [from, to] of [
  ["connect-100", "accepted"],
  ["connect-150", "refused"],
] as const) {
  const age = (packetOf(to).at - packetOf(from).at) / 1e6;
  show(
    `${to}, ${age.toFixed(0)} s`,
    comeBack(age)["no timestamps"],
  );
}
