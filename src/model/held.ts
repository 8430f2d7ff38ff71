import type { Connection } from "./connection.ts";
import type { Request } from "./request.ts";
import { add, type Seq } from "./seq.ts";
import type { SynSent } from "./syn-sent.ts";
import type { TimeWait } from "./time-wait.ts";

/** A request whose first sequence number the host has drawn. */
export type Drawn = Request & { readonly sntIsn: Seq };

/** What a four-tuple is at the moment. */
export type Held =
  | { readonly state: "SYN_SENT"; readonly sent: SynSent & { readonly isn: Seq } }
  | { readonly state: "SYN_RECV"; readonly request: Drawn }
  | { readonly state: "TIME_WAIT" | "FIN_WAIT2"; readonly tw: TimeWait }
  | { readonly state: Connection["state"]; readonly connection: Connection };

/** One line of a host's socket table, with the numbers that a segment would meet. */
export interface Listed {
  readonly local: string;
  readonly remote: string;
  /** As the kernel names it. */
  readonly state: string;
  /** The next sequence number expected from the peer; null where none is known yet. */
  readonly rcvNxt: Seq | null;
  readonly sndNxt: Seq;
  /** The peer's last TSval, or null. */
  readonly tsRecent: number | null;
  /** What is kept in place of the socket, in TIME_WAIT or FIN_WAIT2; null where it has its socket. */
  readonly timeWait: TimeWait | null;
  /** ms until that is over; null where there is no such timer. */
  readonly left: number | null;
}

/** The line of a four-tuple whose TIME_WAIT, if that is what it is, is over in `left` ms. */
export function listed(
  held: Held,
  { local, remote }: Pick<Listed, "local" | "remote">,
  left: number,
): Listed {
  const { state } = held;
  const line = { local, remote, state, timeWait: null, left: null };
  if ("tw" in held) {
    const { rcvNxt, sndNxt, tsRecent } = held.tw;
    return { ...line, rcvNxt, sndNxt, tsRecent, timeWait: held.tw, left };
  }
  if ("connection" in held) {
    const { rcvNxt, sndNxt, tsRecent } = held.connection;
    return { ...line, rcvNxt, sndNxt, tsRecent };
  }
  if ("request" in held) {
    const { rcvIsn, sntIsn, tsRecent } = held.request;
    return { ...line, rcvNxt: add(rcvIsn, 1), sndNxt: add(sntIsn, 1), tsRecent };
  }
  const { isn, tsRecent } = held.sent;
  return { ...line, rcvNxt: null, sndNxt: add(isn, 1), tsRecent };
}
