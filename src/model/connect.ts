import { bindConflicts, type Bound } from "./bind.ts";
import type { Branch } from "./branch.ts";
import type { Kernel } from "./kernels.ts";
import { takeOver, type Reuse, type TakenOver } from "./reuse.ts";
import type { TimeWait } from "./time-wait.ts";

/** What holds the four-tuple that a program wants to use again. */
export interface Tuple {
  /** Its TIME_WAIT or FIN_WAIT2, or null. */
  readonly timeWait: TimeWait | null;
  /** The sockets that have the local port, whoever their peer is; a TIME_WAIT is one. */
  readonly sockets: readonly Bound[];
  /** Whether a program has bound the port, since one of them has had it. */
  readonly portBound: boolean;
  /** Whether one of them is connected to that peer, or its TIME_WAIT is left. */
  readonly connected: boolean;
}

/** What the program does. */
export interface Attempt extends Omit<Reuse, "bound"> {
  /** It binds the port first; or it leaves the choice to the kernel, which has no other port. */
  readonly bind: boolean;
  /** SO_REUSEADDR, set before bind(). */
  readonly reuseAddress: boolean;
}

/** What its system calls return, and what its SYN carries on from the old connection. */
export interface Connected {
  /** `ok` where it was not called, too. */
  readonly bind: "ok" | "EADDRINUSE";
  /** Null where bind() has failed already. `ok`: the SYN has left. */
  readonly connect: "ok" | "EADDRNOTAVAIL" | null;
  /** Null where no SYN has left, or a new connection's. */
  readonly taken: TakenOver | null;
  readonly branches: readonly Branch[];
}

/**
 * A program connects from a port to a peer with whom that port has been connected before
 * (net/ipv4/inet_connection_sock.c:inet_csk_get_port for bind(), then
 * net/ipv4/inet_hashtables.c:__inet_hash_connect and __inet_check_established).
 */
export function connect(
  { timeWait, sockets, portBound, connected }: Tuple,
  attempt: Attempt,
  kernel: Kernel,
): Connected {
  const branches: Branch[] = [];
  if (attempt.bind) {
    const checked = bindConflicts(attempt.reuseAddress, sockets);
    branches.push(...checked.branches);
    if (checked.conflicts) return { bind: "EADDRINUSE", connect: null, taken: null, branches };
  }
  const done = (errno: Connected["connect"], taken: TakenOver | null): Connected => ({
    bind: "ok",
    connect: errno,
    taken,
    branches,
  });
  if (!attempt.bind && portBound) return done("EADDRNOTAVAIL", null);
  if (!connected) return done("ok", null);
  if (!timeWait) return done("EADDRNOTAVAIL", null);
  const { taken, branches: asked } = takeOver(
    timeWait,
    { ...attempt, bound: attempt.bind },
    kernel,
  );
  branches.push(...asked);
  return done(taken ? "ok" : "EADDRNOTAVAIL", taken);
}
