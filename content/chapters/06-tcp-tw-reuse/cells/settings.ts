import { kernelNamed, takeOver } from "time-wait";
import { show } from "notebook";

const linux = kernelNamed("linux-6.12");

// An old connection, and a connect() ten seconds later.
const old = { sndNxt: 1000, rcvNxt: 2000, tsRecent: 42 };
const chosen = { bound: false, loopback: false, now: 10_000 };
const cases = {
  loopback: [old, { ...chosen, loopback: true }],
  "two hosts": [old, chosen],
  "no timestamps": [{ ...old, tsRecent: null }, chosen],
  "bound port": [old, { ...chosen, bound: true }],
} as const;

const rows = Object.entries(cases).map(
  ([name, [tw, connect]]) => {
    const at = (twReuse: 0 | 1 | 2) =>
      takeOver(tw, { ...connect, twReuse }, linux).taken
        ? "yes"
        : "no";
    return {
      "taken over?": name,
      "at 0": at(0),
      "at 1": at(1),
      "at 2": at(2),
    };
  },
);
show.table(rows);
