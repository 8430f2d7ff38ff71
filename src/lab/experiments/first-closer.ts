import type { Cell } from "../bench.ts";

/** Starts listen.go in a cell, which answers a FIN with a FIN: whoever connects may close first. */
export async function serve(cell: Cell): Promise<void> {
  cell.start("server", "./listen");
  await cell.until("the server to listen", () =>
    cell.sockets("server").find(({ state }) => state === "LISTEN"),
  );
}

/** Prints the TIME_WAITs of a host, without the state. */
export const SS = "ss -tanoH state time-wait";

/** Whether that has printed one. */
export const showsTimeWait = (output: string): boolean => /^0 .*timer:\(timewait,/m.test(output);
