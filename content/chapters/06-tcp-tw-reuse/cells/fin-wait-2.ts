import { kernelNamed, takeOver } from "time-wait";
import { show } from "notebook";

const finWait2 = {
  substate: "FIN_WAIT2",
  sndNxt: 1000,
  rcvNxt: 2000,
  tsRecent: 42,
} as const;

for (const name of ["linux-6.11", "linux-6.12"])
  for (const bound of [false, true]) {
    const attempt = { bound, twReuse: 1, now: 10_000 } as const;
    const linux = kernelNamed(name);
    show(
      `${name}, ${bound ? "bound" : "chosen"} port`,
      takeOver(finWait2, attempt, linux).taken
        ? "taken over"
        : "left alone",
    );
  }
