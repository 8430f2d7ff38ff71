import { kernelNamed, takeOver } from "time-wait";
import { show } from "notebook";

// How old must a TIME_WAIT be that begins so many ms
// into a second? The model is asked for each ms.
function waits(name: string, begins: number): number {
  const linux = kernelNamed(name);
  const timeWait = {
    sndNxt: 1000,
    rcvNxt: 2000,
    tsRecent: 42,
    tsRecentStamp: 0, // in seconds
    entryStamp: begins, // in milliseconds
  };
  const attempt = { bound: false, twReuse: 1 } as const;
  for (let age = 0; ; age++) {
    const now = begins + age;
    if (takeOver(timeWait, { ...attempt, now }, linux).taken)
      return age;
  }
}

show.table(
  [0, 250, 500, 750, 999].map((begins) => ({
    begins,
    "3.10": waits("linux-3.10", begins),
    "6.12": waits("linux-6.12", begins),
    "6.18": waits("linux-6.18", begins),
  })),
);
