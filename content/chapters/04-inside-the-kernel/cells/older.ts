import {
  add,
  diff,
  kernelNamed,
  receiveInTimeWait,
} from "time-wait";
import { show } from "notebook";

const linux = kernelNamed("linux-6.18");
const ISN_PER_SECOND = 1e9 / 64; // one step every 64 ns

// A connection that sent next to nothing, its first number 0.
// Then a SYN from the same port; there are no timestamps.
const held = { rcvNxt: 2, sndNxt: 0, tsRecent: null };

const ages = Array.from({ length: 41 }, (_, n) => 15 * n);
const asked = ages.map((age) => {
  const seq = add(0, age * ISN_PER_SECOND);
  const { answer } = receiveInTimeWait(
    held,
    { flags: "S", seq },
    linux,
  );
  return {
    "age, s": age,
    "past rcv_nxt, millions": Math.round(
      diff(seq, held.rcvNxt) / 1e6,
    ),
    answer: answer.kind,
  };
});

show.plot(asked, {
  x: "age, s",
  y: "past rcv_nxt, millions",
  series: "answer",
  mark: "dot",
});
