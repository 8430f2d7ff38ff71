import { testIn, type Branch } from "./branch.ts";

/** A socket that has a local port, as far as bind() looks at it. */
export interface Bound {
  readonly state: string;
  /** SO_REUSEADDR; a TIME_WAIT keeps that of its socket. */
  readonly reuseAddress: boolean;
  /** SO_REUSEPORT; false when absent. */
  readonly reusePort?: boolean;
  /** The user who made it; 0 when absent. */
  readonly user?: number;
}

/**
 * Whether bind() to one port of one address fails with EADDRINUSE because of one of the sockets
 * that have it already (net/ipv4/inet_connection_sock.c:inet_bind_conflict).
 */
export function bindConflicts(
  socket: Omit<Bound, "state">,
  others: readonly Bound[],
): { readonly conflicts: boolean; readonly branches: readonly Branch[] } {
  const branches: Branch[] = [];
  const test = testIn("inet_bind_conflict", branches);
  const conflicts = others.some((other) => {
    if (
      test("sk->sk_reuse", socket.reuseAddress) &&
      test("sk2->sk_reuse", other.reuseAddress) &&
      test("sk2->sk_state != TCP_LISTEN", other.state !== "LISTEN")
    )
      return false;
    return (
      test("!sk->sk_reuseport", !socket.reusePort) ||
      test("!sk2->sk_reuseport", !other.reusePort) ||
      (test("sk2->sk_state != TCP_TIME_WAIT", other.state !== "TIME_WAIT") &&
        test("!uid_eq()", (socket.user ?? 0) !== (other.user ?? 0)))
    );
  });
  return { conflicts, branches };
}
