import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SessionError } from "./error.ts";
import { readSession, type Session } from "./read.ts";
import { traceOf, type Trace } from "./trace.ts";

/** Where recorded sessions are kept, below the project's root. */
const SHELF = "content/sessions";

/** The kernel whose recordings pages show unless told otherwise. */
export const DEFAULT_KERNEL = "linux-6.18";

const read = new Map<string, Session>();

const folders = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter(
          (entry) =>
            entry.isDirectory() && !entry.name.includes(".next") && !entry.name.includes(".last"),
        )
        .map((entry) => entry.name)
        .sort()
    : [];

/** The names of all recorded sessions. */
export const sessionNames = (): string[] => folders(SHELF);

/** The kernels a session was recorded on. */
export const kernelsOf = (name: string): string[] => folders(join(SHELF, name));

/**
 * A recorded session, read and verified once. To be called from the project's root.
 * Throws a SessionError when there is no such session, or when it does not hold.
 */
export function session(name: string, kernel: string = DEFAULT_KERNEL): Session {
  const folder = join(SHELF, name, kernel);
  const known = read.get(folder);
  if (known) return known;
  if (!existsSync(folder))
    throw new SessionError(
      folder,
      "the folder",
      `no session "${name}" was recorded on ${kernel}; there are ${sessionNames().join(", ")}`,
    );
  const found = readSession(folder);
  read.set(folder, found);
  return found;
}

/** The session's packets and failed calls as a ladder shows them. */
export function sessionTrace({ file, packets }: Session): Trace {
  const calls = file.steps.flatMap(({ at, call }) =>
    call ? [{ kind: "call" as const, at, ...call }] : [],
  );
  return traceOf(file.ends, packets, calls);
}
