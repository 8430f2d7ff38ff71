import { diff, endSeq } from "time-wait";
import { show } from "notebook";
import { packetOf, packets } from "session/refused-syn";

// secure_seq.c: the time in nanoseconds, shifted right by 6.
const steps = 1e9 / 2 ** 6;
show("the clock, a second", steps);
show("as bytes, in Mbit/s", (steps * 8) / 1e6);
show("half way round, s", 2 ** 31 / steps);
show("once round, s", 2 ** 32 / steps);

// What the comment's rate would be as such a clock.
const comment = 40e6 / 8;
show("40 Mbit/s: once round, s", 2 ** 32 / comment);

// The old connection against this clock.
const first = packetOf("connect");
const syn = packetOf("refused");
const fin =
  packets.findLast(
    ({ number, from, flags }) =>
      number < syn.number &&
      from === syn.from &&
      flags.includes("F"),
  ) ?? syn;
const used = diff(endSeq(fin), first.seq);
const ticked = diff(syn.seq, first.seq);
show("numbers the connection used", used);
show("numbers the clock went on", ticked);
show("the SYN is behind by", used - ticked);
show("it would do in another, s", (used - ticked) / steps);
