import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { capturedTrace } from "./captured.ts";
import { SessionError } from "./error.ts";
import { byAge, usualOf } from "./kernels.ts";
import { readSession, type Session } from "./read.ts";
import { remembered } from "./remember.ts";
import { timeoutsOf } from "./timeouts.ts";
import { cut, type Trace } from "./trace.ts";

/** Where recorded sessions are kept, below the project's root. */
const SHELF = "content/sessions";

/** Sessions that were read, by their session.json. */
const read = remembered((path) => readSession(dirname(path)));

/** The folders in a folder; those that a recording is being exchanged through do not count. */
const folders = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !/\.(next|last)$/.test(entry.name))
        .map((entry) => entry.name)
    : [];

/** The names of all recorded sessions. */
export const sessionNames = (): string[] => folders(SHELF).sort();

/** The kernels a session was recorded on, oldest first. */
export const kernelsOf = (name: string): string[] => folders(join(SHELF, name)).sort(byAge);

/** The kernel whose recording of a session is shown unless told otherwise. */
const usualKernel = (name: string): string =>
  usualOf(kernelsOf(name), (kernel) => session(name, kernel).file);

/**
 * A recorded session, read and verified once; the one on the newest kernel that was not emulated,
 * unless told otherwise.
 * To be called from the project's root.
 * Throws a SessionError when there is no such session, or when it does not hold.
 */
export function session(name: string, kernel = usualKernel(name)): Session {
  const folder = join(SHELF, name, kernel);
  const missing = (what: string) =>
    new SessionError(folder, "the folder", `${what}; there are ${sessionNames().join(", ")}`);
  if (kernel === "" || !existsSync(folder))
    throw missing(`no session "${name}" was recorded${kernel && ` on ${kernel}`}`);
  const path = join(folder, "session.json");
  const found = read(path);
  const { experiment, kernel: recorded } = found.file;
  if (experiment !== name || recorded.name !== kernel)
    throw new SessionError(path, "experiment", `it is ${experiment} on ${recorded.name}`);
  return found;
}

/** The packets between the session's two ends, and failed calls, as a ladder shows them. */
export function sessionTrace({ file, packets }: Session): Trace {
  const { client, server } = file.ends;
  const calls = file.steps.flatMap(({ at, call }) =>
    call ? [{ kind: "call" as const, at, ...call }] : [],
  );
  const between = packets.filter(
    ({ from, to }) => (from === client && to === server) || (from === server && to === client),
  );
  const rfc1337 = file.sysctls["net.ipv4.tcp_rfc1337"] === "1";
  const sent = new Map(
    file.steps.flatMap(({ sends, at }) => (sends === undefined ? [] : [[sends, at]])),
  );
  return capturedTrace(file.ends, between, calls, {
    rfc1337,
    sent,
    timeouts: timeoutsOf(file.tables, file.ends),
  });
}

/**
 * The numbers of the first and the last packet from one step to another, both included: of all packets
 * when they are absent. Throws a SessionError when a step is not there, or is at no packet.
 */
export function range(found: Session, from?: string, to?: string): [first: number, last: number] {
  const { steps } = found.file;
  const numberOf = (step: string): number => {
    const number = steps.find(({ id }) => id === step)?.packet;
    if (number !== undefined) return number;
    const path = join(found.folder, "session.json");
    throw new SessionError(path, `step ${step}`, "a ladder needs it to be there, and at a packet");
  };
  return [
    from === undefined ? 1 : numberOf(from),
    to === undefined ? found.packets.length : numberOf(to),
  ];
}

/**
 * The part of a session's trace between the packets of two steps; to the ends where none is named.
 * Throws a SessionError when a step is not there, or has no packet.
 */
export const part = (found: Session, from?: string, to?: string): Trace =>
  cut(sessionTrace(found), ...range(found, from, to));
