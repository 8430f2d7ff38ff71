import { packetsPrinted } from "./printed.ts";
import type { Session } from "./read.ts";
import type { SocketTable } from "./schema.ts";

/** All that a player needs to play a session, on one clock. Times are µs since the session began. */
export interface Timeline {
  readonly duration: number;
  readonly ends: { readonly client: string; readonly server: string };
  readonly terminals: readonly {
    readonly id: string;
    readonly cols: number;
    readonly rows: number;
    /** When something was printed, and what. */
    readonly output: readonly (readonly [at: number, data: string])[];
    /** The packets it printed, line by line, when it is tcpdump's; null: one that was not captured. */
    readonly packets: readonly (number | null)[];
  }[];
  readonly steps: readonly { readonly id: string; readonly at: number }[];
  readonly tables: readonly SocketTable[];
}

/** The timeline of a session. */
export function timelineOf(session: Session): Timeline {
  const { file, casts } = session;
  return {
    duration: file.duration,
    ends: file.ends,
    terminals: file.terminals.map(({ id, cols, rows }) => ({
      id,
      cols,
      rows,
      output: (casts.get(id)?.events ?? []).flatMap(({ at, code, data }) =>
        code === "o" ? [[at, data] as const] : [],
      ),
      packets: packetsPrinted(session, id),
    })),
    steps: file.steps.map(({ id, at }) => ({ id, at })),
    tables: file.tables,
  };
}
