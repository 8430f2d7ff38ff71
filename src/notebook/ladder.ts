import type { Network } from "../model/index.ts";
import { simulatedTrace } from "../sessions/simulated.ts";
import type { Relative, Trace, TraceCall, TraceEvent } from "../sessions/trace.ts";

/** What a ladder can be shown of: a trace, or a model's network that has run, and calls that failed. */
export type Ladder =
  Trace | (Pick<Network, "log" | "packets"> & { readonly calls?: readonly TraceCall[] });

export const traceOf = (shown: Ladder): Trace =>
  "events" in shown ? shown : simulatedTrace(shown, undefined, shown.calls);

/** The head of a ladder's twin in text. */
export const COLUMNS = ["no.", "seconds", "from", "what", "seq", "ack", "becomes"] as const;

const spelled = (number: Relative | null): string => {
  if (!number) return "";
  const { base, offset } = number;
  if (base === "isn") return String(offset);
  return base === "none"
    ? String(offset >>> 0)
    : `${base} ${offset < 0 ? "−" : "+"} ${Math.abs(offset)}`;
};

/** The same as rows of text: what a reader has who cannot see the picture, and files and diffs. */
export const rowsOf = ({ events }: Trace): string[][] => events.map(row);

function row(event: TraceEvent): string[] {
  const start = (number: string) => [number, (event.at / 1e6).toFixed(3), event.from];
  const becomes =
    "becomes" in event
      ? Object.entries(event.becomes)
          .map(([side, state]) => `${side} ${state}`)
          .join(", ")
      : "";
  if (event.kind === "packet") {
    const { number, flags, lost, again, rejected, verdict } = event;
    const notes = [lost && "lost", again, rejected && "not accepted", verdict];
    const what = [flags, ...notes.filter((note) => typeof note === "string")].join(", ");
    return [...start(String(number)), what, spelled(event.seq), spelled(event.ack), becomes];
  }
  if (event.kind === "call") return [...start(""), `${event.name}: ${event.errno}`, "", "", ""];
  if (event.kind === "departure")
    return [...start(""), `${event.flags} leaves, no. ${event.packet}`, "", "", becomes];
  if (event.kind === "timeout") return [...start(""), "its time is over", "", "", becomes];
  const range = `${event.first}–${event.last}`;
  return [...start(range), `${event.packets} packets, ${event.bytes} bytes`, "", "", ""];
}
