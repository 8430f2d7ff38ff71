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

// What is left of a connection whose first number was 0,
// and the SYN that comes from the same port later.
const held = { rcvNxt: 2, sndNxt: 0, tsRecent: 7 };
const synAt = (age: number) => ({
  flags: "S",
  seq: add(0, age * ISN_PER_SECOND),
});

function comeBack(age: number) {
  const syn = synAt(age);
  const plain = { ...held, tsRecent: null };
  const stamped = (tsval: number) =>
    receiveInTimeWait(held, { ...syn, tsval }, linux);
  return {
    age: `${age} s`,
    "no TSval": receiveInTimeWait(plain, syn, linux).answer.kind,
    equal: stamped(7).answer.kind,
    newer: stamped(8).answer.kind,
  };
}

const ages = [1, 100, 137, 138, 150, 200, 274, 275, 375, 425];
show.table(ages.map(comeBack));

// What RFC 6191 wants where TSval is equal.
const equal = { ...synAt(150), tsval: 7 };
const { answers } = prescribed("RFC 6191", held, equal);
show("RFC 6191, 150 s, equal", answers[0]);

// And the two connections that were recorded.
for (const [from, to] of [
  ["connect-100", "accepted"],
  ["connect-150", "refused"],
] as const) {
  const age = (packetOf(to).at - packetOf(from).at) / 1e6;
  show(
    `recorded, ${age.toFixed(0)} s: ${to}`,
    comeBack(age)["no TSval"],
  );
}
