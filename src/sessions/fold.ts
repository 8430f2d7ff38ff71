import type { TraceDeparture, TraceEvent, TraceFold, TracePacket } from "./trace.ts";

/** As many packets in a row that only carry a stream become one event. */
const MANY = 24;

/** Whether a packet does nothing but carry a stream, or acknowledge it. */
const carries = (event: TraceEvent): event is TracePacket | TraceDeparture =>
  (event.kind === "packet" || event.kind === "departure") &&
  /^(PSH )?ACK$/.test(event.flags) &&
  Object.keys(event.becomes).length === 0;

/** The same events, each long run of a stream's packets as one. */
export function fold(events: readonly TraceEvent[]): TraceEvent[] {
  const folded: TraceEvent[] = [];
  let run: (TracePacket | TraceDeparture)[] = [];
  const flush = () => {
    const whole = run.length < MANY ? null : asOne(run);
    folded.push(...(whole ? [whole] : run));
    run = [];
  };
  for (const event of events) {
    if (carries(event)) run.push(event);
    else {
      flush();
      folded.push(event);
    }
  }
  flush();
  return folded;
}

/** A run as one event; null where it carries nothing. */
function asOne(run: readonly (TracePacket | TraceDeparture)[]): TraceFold | null {
  const packets = run.filter(({ kind }) => kind === "packet") as TracePacket[];
  const [first, last] = [packets[0], packets.at(-1)];
  const sender = packets.find(({ length }) => length > 0)?.from;
  if (!first || !last || !sender) return null;
  return {
    kind: "fold",
    first: first.number,
    last: last.number,
    at: first.at,
    until: last.at,
    from: sender,
    packets: packets.length,
    lost: packets.filter(({ lost }) => lost).length,
    bytes: packets.reduce((sum, { length }) => sum + length, 0),
  };
}
