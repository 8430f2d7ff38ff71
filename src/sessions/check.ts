import { after, diff, endSeq } from "../model/index.ts";
import type { Packet } from "./packet.ts";
import type { Check, Command, SocketTable, Taken } from "./schema.ts";

/** What a check may look at: a session that was read, or one that is being recorded. */
export interface Evidence {
  readonly packets: readonly Packet[];
  readonly tables: readonly SocketTable[];
  readonly commands: readonly Command[];
  readonly counters: Readonly<Record<string, number>>;
  /** All that a terminal has printed, control sequences taken out. */
  readonly printed: (terminal: string) => string;
}

/**
 * Whether a check holds for the evidence.
 * @returns null if it does, else what was found instead, as the end of a sentence.
 */
export function refute(check: Check, evidence: Evidence): string | null {
  switch (check.kind) {
    case "socket": {
      const table = evidence.tables.find((candidate) => candidate.at === check.at);
      if (!table) return `there is no socket table at ${check.at} µs`;
      const found = table.sockets.some(
        ({ state, local, peer }) =>
          state === check.state && local === check.local && peer === check.peer,
      );
      const socket = `${check.state} ${check.local} ${check.peer}`;
      if (check.absent) return found ? `there is ${socket}` : null;
      return found ? null : `no ${socket} among ${list(table)}`;
    }
    case "packet": {
      const packet = evidence.packets[check.packet - 1];
      if (!packet) return `there is no packet ${check.packet}`;
      const { from, to, flags } = packet;
      if (from !== check.from || to !== check.to || flags !== check.flags)
        return `packet ${check.packet} is ${from} > ${to} [${flags}]`;
      const timestamps = packet.tsval !== undefined;
      if (timestamps !== (check.timestamps ?? timestamps))
        return `packet ${check.packet} has ${timestamps ? "a" : "no"} timestamp option`;
      const echoes = (packet.tsecr ?? 0) !== 0;
      if (echoes === (check.echoes ?? echoes)) return null;
      return `packet ${check.packet} has TSecr ${packet.tsecr ?? "none"}`;
    }
    case "sequence": {
      const [a, b] = [take(check.of, evidence), take(check.against, evidence)];
      if (a === null || b === null) return "one of the packets is missing";
      const distance = diff(a, b);
      const { is } = check;
      const holds =
        "exactly" in is
          ? distance === is.exactly
          : "otherThan" in is
            ? distance !== is.otherThan
            : after(a, b);
      return holds ? null : `the distance is ${distance}`;
    }
    case "total":
      return evidence.packets.length === check.packets
        ? null
        : `there are ${evidence.packets.length} packets`;
    case "shows":
      return evidence.printed(check.terminal).includes(check.text)
        ? null
        : `${check.terminal} never printed "${check.text}"`;
    case "exit": {
      const command = evidence.commands[check.command];
      if (!command) return `there is no command ${check.command}`;
      return command.exit === check.code ? null : `"${command.text}" ended with ${command.exit}`;
    }
    case "counter": {
      const change = evidence.counters[check.counter] ?? 0;
      return change === check.change ? null : `${check.counter} rose by ${change}`;
    }
  }
}

function take({ packet: number, field }: Taken, { packets }: Evidence): number | null {
  const packet = packets[number - 1];
  if (!packet) return null;
  return field === "end" ? endSeq(packet) : packet[field];
}

const list = (table: SocketTable): string =>
  table.sockets.map(({ state, local, peer }) => `${state} ${local} ${peer}`).join(", ") || "none";
