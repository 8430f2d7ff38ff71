import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plain } from "./ansi.ts";
import { parseCast, type Cast } from "./cast.ts";
import { refute } from "./check.ts";
import { SessionError } from "./error.ts";
import { sha256 } from "./hash.ts";
import { decodeTcp, type Packet } from "./packet.ts";
import { parsePcap } from "./pcap.ts";
import { sessionSchema, type SessionFile } from "./schema.ts";

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
  const file = readSessionFile(join(folder, "session.json"));
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

function readSessionFile(path: string): SessionFile {
  let json: unknown;
  try {
    json = JSON.parse(bytes(path).toString("utf8"));
  } catch (error) {
    if (error instanceof SessionError) throw error;
    throw new SessionError(path, "the whole file", `not JSON: ${(error as Error).message}`);
  }
  const parsed = sessionSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SessionError(path, issue?.path.join(".") || "the whole file", issue?.message ?? "");
}

function bytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new SessionError(path, "the file", "it is missing; record the session again");
  }
}

function verified(path: string, hash: string): Buffer {
  const content = bytes(path);
  if (sha256(content) === hash) return content;
  throw new SessionError(path, "sha256", "the file is not the one that was recorded; restore it");
}

function decode(content: Buffer, path: string, { clock, packets }: SessionFile): Packet[] {
  const { link, frames } = parsePcap(content, path);
  if (frames.length !== packets.count)
    throw new SessionError(path, "its end", `${frames.length} packets, not ${packets.count}`);
  return frames.map((frame, index) => {
    const number = index + 1;
    const segment = decodeTcp(frame, link, path, `packet ${number}`);
    if (!segment) throw new SessionError(path, `packet ${number}`, "not TCP over IPv4");
    return { number, at: sessionTime(frame.at, clock), ...segment };
  });
}

/** Session µs of a capture time (ns since 1970). */
export function sessionTime(captured: bigint, clock: { offset: string; drift: number }): number {
  const micros = Number(captured - BigInt(clock.offset)) / 1e3 / (1 + clock.drift / 1e6);
  return Math.max(0, Math.round(micros));
}

function verify({ folder, file, casts, packets }: Session): void {
  const path = join(folder, "session.json");
  const printed = (terminal: string) =>
    plain(
      (casts.get(terminal)?.events ?? [])
        .map(({ code, data }) => (code === "o" ? data : ""))
        .join(""),
    );
  const { tables, commands, counters } = file;
  for (const check of file.checks) {
    const found = refute(check, { packets, tables, commands, counters, printed });
    if (found !== null)
      throw new SessionError(path, `check ${check.id}`, `"${check.title.en}" fails: ${found}`);
  }
  for (const [index, step] of file.steps.entries()) {
    const wrong = (reason: string) => new SessionError(path, `step ${step.id}`, reason);
    if (step.at > file.duration) throw wrong("it lies after the session's end");
    if (step.at < (file.steps[index - 1]?.at ?? 0))
      throw wrong("it lies before the step before it");
    if (step.packet !== undefined && packets[step.packet - 1]?.at !== step.at)
      throw wrong(`it is not at the time of its packet ${step.packet}`);
  }
  if (!file.steps.some(({ id }) => id === file.poster))
    throw new SessionError(path, "poster", `there is no step "${file.poster}"`);
}
