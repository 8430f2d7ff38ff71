import type { Packet } from "./packet.ts";
import type { Side } from "./states.ts";
import type { Trace, TraceEvent } from "./trace.ts";

/**
 * A trace in packetdrill's notation, a line for each event, with the server as the kernel under test:
 * `<` comes to it, `>` leaves it. Times follow one another in seconds; sequence numbers count from each
 * side's first in the trace, mod 2³². What is no packet is a comment.
 */
export function packetdrill({ ends, events }: Trace): string[] {
  const sent = events.filter((event) => event.kind === "packet");
  const first = (side: Side) => sent.find(({ from }) => from === side)?.raw;
  // Where a side has sent nothing, what the other acknowledges first is its beginning.
  const begin: Record<Side, number> = {
    client: first("client")?.seq ?? first("server")?.ack ?? 0,
    server: first("server")?.seq ?? first("client")?.ack ?? 0,
  };
  let last = events[0]?.at ?? 0;
  return events
    .map((event) => {
      const time = `+${((event.at - last) / 1e6).toFixed(6)}`;
      last = event.at;
      if (event.kind !== "packet") return `// ${time} ${told(event)}`;
      const own = event.from;
      const other = own === "client" ? "server" : "client";
      const lost = event.lost ? " // lost" : "";
      const way = own === "client" ? "<" : ">";
      return `${time} ${way} ${segment(event.raw, begin[own], begin[other])}${lost}`;
    })
    .toSpliced(0, 0, `// client ${ends.client}, server ${ends.server}`);
}

/** `S 0:0(0) win 65495 <mss 65495,sackOK,nop,wscale 10>` */
function segment({ flags, seq, ack, length, window, ...rest }: Packet, own: number, other: number) {
  const from = (seq - own) >>> 0;
  const marks = flags.replace("A", "") + (flags.includes("A") ? "." : "");
  return [
    marks,
    `${from}:${(from + length) >>> 0}(${length})`,
    flags.includes("A") ? `ack ${(ack - other) >>> 0}` : "",
    `win ${window}`,
    optionList(rest),
  ]
    .filter(Boolean)
    .join(" ");
}

function optionList({
  options,
  tsval,
  tsecr,
}: Pick<Packet, "options" | "tsval" | "tsecr">): string {
  const { mss, sackOk, wscale } = options;
  const list = [
    mss === undefined ? "" : `mss ${mss}`,
    sackOk ? "sackOK" : "",
    tsval === undefined ? "" : `TS val ${tsval} ecr ${tsecr ?? 0}`,
    wscale === undefined ? "" : `nop,wscale ${wscale}`,
  ].filter(Boolean);
  return list.length > 0 ? `<${list.join(",")}>` : "";
}

function told(event: Exclude<TraceEvent, { readonly kind: "packet" }>): string {
  switch (event.kind) {
    case "call":
      return `${event.from}: ${event.name} ${event.errno}, nothing sent`;
    case "departure":
      return `${event.from}: packet ${event.packet} leaves`;
    case "timeout":
      return `${event.from}: ${Object.values(event.becomes).join(", ")}, its time is over`;
    case "fold":
      return `${event.from}: packets ${event.first} to ${event.last}, ${event.bytes} bytes`;
  }
}
