import { join } from "node:path";
import { plain } from "./ansi.ts";
import { parseCast, type Cast, type CastEvent } from "./cast.ts";
import { refute } from "./check.ts";
import { SessionError } from "./error.ts";
import { sha256 } from "./hash.ts";
import { readBytes, readJson } from "./json.ts";
import { decodeTcp, type Packet } from "./packet.ts";
import { parsePcap } from "./pcap.ts";
import { sessionSchema, type Command, type SessionFile } from "./schema.ts";

/** A session that was read, and in which every hash and every check held. */
export interface Session {
  readonly folder: string;
  readonly file: SessionFile;
  /** By terminal id. */
  readonly casts: ReadonlyMap<string, Cast>;
  readonly packets: readonly Packet[];
}

/**
 * Reads a session folder and verifies all of it.
 * Throws a SessionError that names the file, the place and the reason.
 */
export function readSession(folder: string): Session {
  const file = readJson(join(folder, "session.json"), sessionSchema, "session");
  const casts = new Map<string, Cast>();
  for (const { id, file: name, sha256: hash } of file.terminals) {
    const path = join(folder, name);
    casts.set(id, parseCast(verified(path, hash).toString("utf8"), path));
  }
  const path = join(folder, file.packets.file);
  const packets = decode(verified(path, file.packets.sha256), path, file);
  const session = { folder, file, casts, packets };
  verify(session);
  return session;
}

function verified(path: string, hash: string): Buffer {
  const content = readBytes(path, "session");
  if (sha256(content) === hash) return content;
  throw new SessionError(path, "sha256", "the file is not the one that was recorded; restore it");
}

function decode(content: Buffer, path: string, { clock, packets }: SessionFile): Packet[] {
  const { link, frames } = parsePcap(content, path);
  if (frames.length !== packets.count)
    throw new SessionError(path, "its end", `${frames.length} packets, not ${packets.count}`);
  const times = sessionTimes(frames, clock);
  return frames.map((frame, index) => {
    const number = index + 1;
    const segment = decodeTcp(frame, link, path, `packet ${number}`);
    if (!segment) throw new SessionError(path, `packet ${number}`, "not TCP over IPv4");
    return { number, at: times[index] ?? 0, ...segment };
  });
}

/**
 * Session µs of captured frames, in their order. A segment that the kernel has duplicated may bear
 * the time of its original; it was not captured before the frame that stands before it.
 */
export function sessionTimes(
  frames: readonly { readonly at: bigint }[],
  clock: { offset: string; drift: number },
): number[] {
  let last = -Infinity;
  return frames.map(({ at }) => (last = Math.max(last, sessionTime(at, clock))));
}

/** Session µs of a capture time (ns since 1970). */
export function sessionTime(captured: bigint, clock: { offset: string; drift: number }): number {
  return Math.round(Number(captured - BigInt(clock.offset)) / 1e3 / (1 + clock.drift / 1e6));
}

/** What a command printed: all its terminal's output from Enter to the command's end. */
export function printedBy(
  command: Command | undefined,
  events: (terminal: string) => readonly CastEvent[],
): string | null {
  if (!command) return null;
  const { terminal, at, ended } = command;
  const output = events(terminal).filter(
    (event) => event.code === "o" && event.at >= at && event.at <= (ended ?? Infinity),
  );
  return plain(output.map(({ data }) => data).join(""));
}

function verify({ folder, file, casts, packets }: Session): void {
  const path = join(folder, "session.json");
  const fail = (place: string, reason: string): never => {
    throw new SessionError(path, place, reason);
  };
  const unique = (what: string, ids: readonly string[]) => {
    const again = ids.find((id, index) => ids.indexOf(id) !== index);
    if (again !== undefined) fail(`${what} ${again}`, "there are two of that name");
  };
  const inOrder = (what: string, times: readonly number[]) => {
    const late = times.findIndex((at, index) => at < (times[index - 1] ?? 0) || at > file.duration);
    if (late >= 0) fail(`${what} ${late}`, "it is out of order, or lies outside the session");
  };
  const { terminals, steps, checks, commands, tables, counters, ends } = file;
  unique(
    "terminal",
    terminals.map(({ id }) => id),
  );
  unique(
    "step",
    steps.map(({ id }) => id),
  );
  unique(
    "check",
    checks.map(({ id }) => id),
  );
  inOrder(
    "steps",
    steps.map(({ at }) => at),
  );
  inOrder(
    "tables",
    tables.map(({ at }) => at),
  );
  inOrder(
    "commands",
    commands.map(({ at }) => at),
  );
  inOrder(
    "packets",
    packets.map(({ at }) => at),
  );
  for (const side of ["client", "server"] as const)
    if (!packets.some(({ from }) => from === ends[side]))
      fail(`ends.${side}`, `no packet comes from ${ends[side]}`);
  for (const { terminal, text } of commands)
    if (!casts.has(terminal)) fail(`command "${text}"`, `there is no terminal "${terminal}"`);
  for (const { id, packet, at } of steps)
    if (packet !== undefined && packets[packet - 1]?.at !== at)
      fail(`step ${id}`, `it is not at the time of its packet ${packet}`);
  for (const { id, sends, at } of steps)
    if (sends !== undefined && (packets[sends - 1]?.at ?? -1) < at)
      fail(`step ${id}`, `packet ${sends}, which it sends, was not captured after it`);
  for (const id of file.finding?.checks ?? [])
    if (!checks.some((check) => check.id === id)) fail("finding", `there is no check "${id}"`);
  if (!steps.some(({ id }) => id === file.poster))
    fail("poster", `there is no step "${file.poster}"`);

  const printed = (index: number) =>
    printedBy(commands[index], (terminal) => casts.get(terminal)?.events ?? []);
  for (const check of checks) {
    const found = refute(check, { packets, tables, commands, counters, printed });
    if (found !== null) fail(`check ${check.id}`, `"${check.title.en}" fails: ${found}`);
  }
}
