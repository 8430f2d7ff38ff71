import { diff, endSeq } from "../../src/model/index.ts";
import { bare } from "../../src/sessions/kernels.ts";
import { kernelsOf, session, sessionTrace } from "../../src/sessions/library.ts";
import type { TracePacket } from "../../src/sessions/trace.ts";
import type { Asked } from "./asked.ts";

/** Where the new connection's first number lies that Linux carries on from the old one. */
const CONTINUED = 65_537;

/** Sessions in which the holder of a TIME_WAIT begins anew. */
const SESSIONS = [
  "server-time-wait",
  "client-time-wait-timestamps",
  "server-time-wait-timestamps",
  "last-ack",
];

/**
 * First sequence numbers that took the place of a TIME_WAIT in recorded sessions: of a SYN-ACK that
 * reopens, on the server, and of a SYN that takes over, on the client; the newest kernels first. To
 * be called from the project's root.
 */
export const recordedIsns = (): Asked[] =>
  SESSIONS.flatMap((name) =>
    kernelsOf(name)
      .toReversed()
      .flatMap((kernel) => inSession(name, kernel).slice(0, 1)),
  );

function inSession(name: string, kernel: string): Asked[] {
  const { events } = sessionTrace(session(name, kernel));
  const packets = events.filter((one) => one.kind === "packet");
  return packets.flatMap((packet, index) => {
    const accepted = packet.verdict === "accepted" && packet.from === "client";
    const first = packet.reuses ? packet : accepted ? packets[index + 1] : undefined;
    const fin = packets
      .slice(0, index)
      .findLast(({ from, flags }) => from === first?.from && flags.startsWith("FIN"));
    return first?.flags.startsWith("SYN") && fin ? [asked(name, kernel, first, fin)] : [];
  });
}

function asked(name: string, kernel: string, first: TracePacket, fin: TracePacket): Asked {
  const sndNxt = endSeq(fin.raw);
  const isn = first.raw.seq;
  const apart = diff(isn, sndNxt);
  const server = first.from === "server";
  return {
    id: `${name}/${kernel}`,
    given: [first.from, sndNxt, bare(kernel).split(".").map(Number)],
    verdict: apart === CONTINUED ? isn : null,
    did: server ? "SYN-ACK" : "SYN",
    kernels: [kernel],
    apart: { "ISN − snd_nxt": apart },
    story: server
      ? { kind: "syn", kernel, timestamps: false, seq: 1000, tsval: null }
      : {
          kind: "connect",
          kernel,
          timestamps: true,
          loopback: false,
          twReuse: 1,
          bound: true,
          reuseAddress: true,
          age: 3000,
        },
  };
}
