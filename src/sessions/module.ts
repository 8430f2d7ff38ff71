import type { Packet } from "./packet.ts";
import type { Session } from "./read.ts";
import type { SessionFile, SocketTable } from "./schema.ts";

/** The part of a session that cells and chapters may import, as plain data. */
export interface SessionData {
  readonly kernel: SessionFile["kernel"];
  readonly sysctls: SessionFile["sysctls"];
  readonly ends: SessionFile["ends"];
  readonly steps: SessionFile["steps"];
  readonly tables: readonly SocketTable[];
  readonly packets: readonly Packet[];
  /** When it was recorded, as an ISO date and time. */
  readonly recorded: string;
}

/** What a cell or a chapter sees of a recorded session. */
export interface SessionModule extends SessionData {
  /** The packet of that number in the pcap. Throws a RangeError when there is none. */
  readonly packet: (number: number) => Packet;
}

export const sessionData = ({ file, packets }: Session): SessionData => ({
  kernel: file.kernel,
  sysctls: file.sysctls,
  ends: file.ends,
  steps: file.steps,
  tables: file.tables,
  packets,
  recorded: file.recorded,
});

export const sessionModule = (data: SessionData): SessionModule => ({
  ...data,
  packet: (number) => {
    const found = data.packets[number - 1];
    if (found) return found;
    throw new RangeError(`There is no packet ${number}; the session has ${data.packets.length}.`);
  },
});
