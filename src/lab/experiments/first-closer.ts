import type { Cell } from "../bench.ts";

/**
 * Keeps every TIME_WAIT for its whole time. Without it a few in 100,000 end at once: where a server
 * answers a FIN on two processors, its ACK may come after its own FIN; TIME_WAIT answers that ACK;
 * the server's socket is gone by then, and the RST for it ends TIME_WAIT (RFC 1337).
 */
export const KEPT = { "net.ipv4.tcp_rfc1337": "1" } as const;

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
