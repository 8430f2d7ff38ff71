import type { Side } from "../../src/sessions/states.ts";
import type { Played } from "./play.ts";
import type { Situation } from "./situation.ts";

/** What was seen when somebody came: packets, a call that failed, or, where nobody came, two states. */
export type Happened =
  | { readonly packets: readonly string[] }
  | { readonly call: string }
  | { readonly states: Readonly<Record<Side, string | null>> };

interface Seen {
  readonly side: Side;
  readonly flags: string;
  readonly seq: number;
  readonly length: number;
}

const NAMES: Readonly<Record<string, string>> = { S: "SYN", F: "FIN", R: "RST", A: "ACK" };

/** `SA` → `SYN-ACK`; whoever pushes data is told by its flags alone. */
const spell = (flags: string): string =>
  Array.from("SFRA")
    .filter((letter) => flags.includes(letter))
    .map((letter) => NAMES[letter])
    .join("-");

/**
 * The packets, each with its sender, up to where a connection is there, or nothing is any more; a
 * copy of one that was seen before is left out.
 */
export function happened(packets: readonly Seen[]): string[] {
  const told: string[] = [];
  const known = new Set<string>();
  let opened = false;
  for (const { side, flags, seq, length } of packets) {
    const text = `${side} ${spell(flags)}`;
    const copy = `${text} ${seq} ${length}`;
    const again = flags === "S" && told.some((one) => one.endsWith("RST"));
    if (known.has(copy) && !again) continue;
    known.add(copy);
    told.push(text);
    if (opened) break;
    opened = flags === "SA";
    if (flags.includes("R") && !told.some((one) => one.endsWith("SYN"))) break;
  }
  return told;
}

/** `TIME_WAIT` → `TIME-WAIT`, as ss prints it. */
const printed = (state: string): string =>
  state === "ESTABLISHED" ? "ESTAB" : state.replace("_", "-").replace(/(?=\d)/, "-");

/** The same of what the model played. */
export function happenedIn({ next }: Situation, played: Played): Happened {
  const { network, comes, ends, failed, before } = played;
  if (failed) return { call: `${failed.call}() ${failed.errno}` };
  if (next === "nothing") {
    const state = (side: Side) => {
      const line = before[side];
      return line && printed(line.state);
    };
    return { states: { client: state("client"), server: state("server") } };
  }
  const packets = network.packets.filter(({ at, number }) =>
    played.number === null ? at >= comes : number >= played.number,
  );
  return {
    packets: happened(
      packets.map((packet) => ({
        ...packet,
        side: packet.from === ends.server ? ("server" as const) : ("client" as const),
      })),
    ),
  };
}

/** Whether both saw the same. */
export const same = (a: Happened, b: Happened): boolean => JSON.stringify(a) === JSON.stringify(b);
