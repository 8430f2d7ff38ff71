import type { MeasurementFile } from "./measurement.ts";
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
  /** The packet of that step. Throws a RangeError when there is no such step, or no packet at it. */
  readonly packetOf: (step: string) => Packet;
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

/** The part of a measurement that cells and chapters may import, as plain data. */
export type MeasurementData = Pick<
  MeasurementFile,
  "kernel" | "recorded" | "columns" | "rows" | "finding"
>;

export const measurementData = (file: MeasurementFile): MeasurementData => ({
  kernel: file.kernel,
  recorded: file.recorded,
  columns: file.columns,
  rows: file.rows,
  finding: file.finding,
});

export function sessionModule(data: SessionData): SessionModule {
  const packet = (number: number): Packet => {
    const found = data.packets[number - 1];
    if (found) return found;
    throw new RangeError(`There is no packet ${number}; the session has ${data.packets.length}.`);
  };
  const packetOf = (step: string): Packet => {
    const number = data.steps.find(({ id }) => id === step)?.packet;
    if (number !== undefined) return packet(number);
    const known = data.steps.filter((one) => one.packet !== undefined).map(({ id }) => id);
    throw new RangeError(
      `There is no packet at a step "${step}"; there is at ${known.join(", ")}.`,
    );
  };
  return { ...data, packet, packetOf };
}
