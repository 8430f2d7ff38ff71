import type { SocketTable } from "./schema.ts";
import { TIMED, type Side, type Timeout } from "./states.ts";

/**
 * When the socket tables show that a timer has run out: a side's TIME_WAIT or FIN_WAIT_2 is gone,
 * and nothing has taken its place. Whether a packet ended it is for the packets to say.
 */
export function timeoutsOf(
  tables: readonly SocketTable[],
  ends: Readonly<Record<Side, string>>,
): Timeout[] {
  return (["client", "server"] as const).flatMap((side) => {
    const [local, peer] =
      side === "client" ? [ends.client, ends.server] : [ends.server, ends.client];
    const states = tables.map(
      ({ sockets }) => sockets.find((one) => one.local === local && one.peer === peer)?.state,
    );
    return tables.flatMap(({ at }, index) =>
      states[index] === undefined && TIMED.includes(states[index - 1] ?? "") ? [{ at, side }] : [],
    );
  });
}
