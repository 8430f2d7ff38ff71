import {
  add,
  kernelNamed,
  prescribed,
  receiveInTimeWait,
} from "time-wait";
import { show } from "notebook";

const linux = kernelNamed("linux-6.18");
const held = { rcvNxt: 5000, sndNxt: 9000, tsRecent: 700 };
const TSVALS = { none: null, older: 699, equal: 700, newer: 701 };

// A SYN: how far its seq is past rcv_nxt, and its TSval.
const syn = (distance: number, tsval: number | null) => ({
  flags: "S",
  seq: add(held.rcvNxt, distance),
  ...(tsval !== null && { tsval }),
});

type Asked = ReturnType<typeof syn>;
const answers = (ask: (one: Asked) => string | undefined) =>
  [-1, 0, 1].map((distance) => ({
    seq: distance,
    ...Object.fromEntries(
      Object.entries(TSVALS).map(([name, tsval]) => [
        name,
        ask(syn(distance, tsval)),
      ]),
    ),
  }));

show("Linux");
show.table(
  answers(
    (one) => receiveInTimeWait(held, one, linux).answer.kind,
  ),
);

show("RFC 6191");
show.table(
  answers((one) => prescribed("RFC 6191", held, one).answers[0]),
);

// The old connection had no timestamps, the SYN has one.
const plain = { ...held, tsRecent: null };
const late = syn(-1, 701);
show("Linux", receiveInTimeWait(plain, late, linux).answer.kind);
show("RFC 6191", prescribed("RFC 6191", plain, late).answers[0]);
