import type { Network } from "../model/index.ts";
import { eventsOf } from "./events.ts";
import type { Side } from "./states.ts";
import type { Trace, TraceCall } from "./trace.ts";
import { merged, turnsOf } from "./turns.ts";

/**
 * The trace of one connection in a simulated network: packets, those lost and copied and sent again
 * among them, the states the model's ends were in, timers, and calls that sent nothing.
 * Plain data: it can be made in a worker and drawn in the page.
 * @param network after it has run; it must have kept its packets (`capture`)
 * @param ends of the connection; those of the first packet when absent
 * @param calls that failed, with their times in µs
 */
export function simulatedTrace(
  { log, packets }: Pick<Network, "log" | "packets">,
  ends?: Readonly<Record<Side, string>>,
  calls: readonly TraceCall[] = [],
): Trace {
  const { client, server } = ends ?? {
    client: packets[0]?.from ?? "client",
    server: packets[0]?.to ?? "server",
  };
  const turns = {
    client: turnsOf(client, server, log),
    server: turnsOf(server, client, log),
  };
  const about = {
    ends: { client, server },
    start: { client: "CLOSED", server: "LISTEN" },
  } as const;
  return { ...about, events: eventsOf(about, [...merged(turns)], calls) };
}
