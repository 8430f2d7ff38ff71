import { eventsOf, type Seen } from "./events.ts";
import type { Packet } from "./packet.ts";
import { follow, type Known, type Moment, type Side, type Timeout } from "./states.ts";
import type { Trace, TraceCall } from "./trace.ts";

/** What the packets of a capture do not tell. Times in session µs. */
interface Beside extends Known {
  /** When packets were sent that were captured only later, by number. */
  readonly sent?: ReadonlyMap<number, number>;
  /** When timers were seen to have run out. */
  readonly timeouts?: readonly Timeout[];
}

/** The trace of one four-tuple's packets, and of calls that sent none. */
export function capturedTrace(
  ends: Readonly<Record<Side, string>>,
  packets: readonly Packet[],
  calls: readonly TraceCall[] = [],
  { sent, timeouts = [], ...known }: Beside = {},
): Trace {
  const from = (packet: Packet): Side => (packet.from === ends.server ? "server" : "client");
  const sightings = packets.flatMap((packet): Moment[] => {
    const at = sent?.get(packet.number);
    if (at === undefined) return [packet];
    return [
      { ...packet, at, half: "departure" },
      { ...packet, half: "arrival" },
    ];
  });
  const moments = [...sightings, ...timeouts].toSorted((a, b) => a.at - b.at);
  const states = follow(moments, from, known);
  const seen = moments.flatMap((moment, index): Seen[] => {
    const becomes = states[index] ?? {};
    if ("side" in moment) {
      const { at, side } = moment;
      return becomes[side] ? [{ at, from: side, becomes }] : [];
    }
    const { half = null, ...packet } = moment;
    return [{ packet, at: packet.at, half, becomes }];
  });
  const start = { client: "CLOSED", server: "LISTEN" } as const;
  return { ends, start, events: eventsOf({ ends, start }, seen, calls) };
}
