import { after, diff, endSeq } from "../model/index.ts";
import type { Packet } from "./packet.ts";
import type { Check, Command, Socket, SocketTable, Taken } from "./schema.ts";

/** What a check may look at: a session that was read, or one that is being recorded. */
export interface Evidence {
  readonly packets: readonly Packet[];
  readonly tables: readonly SocketTable[];
  readonly commands: readonly Command[];
  readonly counters: Readonly<Record<string, number>>;
  /** What the command of that index printed, control sequences taken out; null if there is none. */
  readonly printed: (command: number) => string | null;
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
      const { recvQ, timer } = check;
      const found = table.sockets.some(
        (one) =>
          nameOf(one) === nameOf(check) &&
          one.recvQ === (recvQ ?? one.recvQ) &&
          timerOf(one) === (timer ?? timerOf(one)),
      );
      const queued = recvQ === undefined ? "" : ` with Recv-Q ${recvQ}`;
      const timed = timer === undefined ? "" : ` with timer ${timer}`;
      const socket = `${nameOf(check)}${queued}${timed}`;
      if (check.absent) return found ? `there is ${socket}` : null;
      return found ? null : `no ${socket} among ${list(table)}`;
    }
    case "lasts": {
      const first = evidence.tables.findIndex((table) => has(table, check));
      if (first < 0) return `there never is ${nameOf(check)}`;
      const later = evidence.tables.slice(first);
      const gone = later.find((table) => !has(table, check));
      if (!gone) return `${nameOf(check)} is there to the end`;
      const seconds = (gone.at - (later[0]?.at ?? 0)) / 1e6;
      const holds = seconds >= check.atLeast && seconds <= check.atMost;
      return holds ? null : `it lasts ${seconds.toFixed(1)} s`;
    }
    case "packet":
      return refutePacket(check, evidence.packets);
    case "sequence": {
      const [a, b] = [take(check.of, evidence), take(check.against, evidence)];
      if (a === null || b === null) return "one of the packets is missing, or has no such number";
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
    case "delay": {
      const [late, early] = [check.packet, check.since].map((one) => evidence.packets[one - 1]);
      if (!late || !early) return "one of the packets is missing";
      const delay = late.at - early.at;
      const holds = "atMost" in check.is ? delay <= check.is.atMost : delay >= check.is.atLeast;
      return holds ? null : `${delay} µs lie between them`;
    }
    case "total":
      return evidence.packets.length === check.packets
        ? null
        : `there are ${evidence.packets.length} packets`;
    case "shows": {
      const printed = evidence.printed(check.command);
      if (printed === null) return `there is no command ${check.command}`;
      return printed.includes(check.text) ? null : `it printed "${printed.trim()}"`;
    }
    case "exit": {
      const command = evidence.commands[check.command];
      if (!command) return `there is no command ${check.command}`;
      return command.exit === check.code ? null : `"${command.text}" ended with ${command.exit}`;
    }
    case "counter": {
      const change = evidence.counters[check.counter];
      if (change === undefined) return `the counter ${check.counter} was not noted`;
      return change === check.change ? null : `${check.counter} rose by ${change}`;
    }
  }
}

type Named = Pick<Socket, "state" | "local" | "peer">;

const nameOf = ({ state, local, peer }: Named) => `${state} ${local} ${peer}`;

const has = (table: SocketTable, socket: Named): boolean =>
  table.sockets.some((one) => nameOf(one) === nameOf(socket));

function refutePacket(
  check: Extract<Check, { kind: "packet" }>,
  packets: readonly Packet[],
): string | null {
  const packet = packets[check.packet - 1];
  if (!packet) return `there is no packet ${check.packet}`;
  const { from, to, flags, tsval, tsecr = 0, ack, begins = "" } = packet;
  const wrong = (what: string) => `packet ${check.packet} ${what}`;
  if (from !== check.from || to !== check.to || flags !== check.flags)
    return wrong(`is ${from} > ${to} [${flags}]`);
  const timestamps = tsval !== undefined;
  if (timestamps !== (check.timestamps ?? timestamps))
    return wrong(`has ${timestamps ? "a" : "no"} timestamp option`);
  if ((tsecr !== 0) !== (check.echoes ?? tsecr !== 0)) return wrong(`has TSecr ${tsecr}`);
  if (!begins.startsWith(check.begins ?? "")) return wrong(`begins with ${begins || "nothing"}`);
  const flag = flags.at(-1) ?? "";
  const earlier = packets.slice(0, check.packet - 1).find((one) => one.flags.includes(flag));
  if (check.first && earlier) return `packet ${earlier.number} has ${flag} before it`;
  const answered = check.answers === undefined ? undefined : packets[check.answers - 1];
  if (check.answers !== undefined && (!answered || ack !== endSeq(answered)))
    return wrong(`does not acknowledge packet ${check.answers}`);
  return null;
}

function take({ packet: number, field }: Taken, { packets }: Evidence): number | null {
  const packet = packets[number - 1];
  if (!packet) return null;
  return field === "end" ? endSeq(packet) : (packet[field] ?? null);
}

/** `timewait,57sec,0` → `timewait`; ss prints nothing for a socket without a timer. */
const timerOf = ({ timer }: { timer?: string | undefined }): string =>
  timer?.split(",")[0] ?? "none";

const list = (table: SocketTable): string =>
  table.sockets.map(({ state, local, peer }) => `${state} ${local} ${peer}`).join(", ") || "none";
