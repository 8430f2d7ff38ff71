import { testIn, type Branch } from "./branch.ts";

/** A socket that has a local port, as far as bind() looks at it. SO_REUSEPORT is not modelled. */
export interface Bound {
  readonly state: string;
  /** SO_REUSEADDR; a TIME_WAIT keeps that of its socket. */
  readonly reuseAddress: boolean;
}

/**
 * Whether bind() to a port fails with EADDRINUSE because of one of the sockets that have it
 * already, on the same address or on all (net/ipv4/inet_connection_sock.c:inet_bind_conflict).
 */
export function bindConflicts(
  reuseAddress: boolean,
  others: readonly Bound[],
): { readonly conflicts: boolean; readonly branches: readonly Branch[] } {
  const branches: Branch[] = [];
  const test = testIn("inet_bind_conflict", branches);
  const conflicts = others.some(
    (other) =>
      !(
        test("sk->sk_reuse", reuseAddress) &&
        test("sk2->sk_reuse", other.reuseAddress) &&
        test("sk2->sk_state != TCP_LISTEN", other.state !== "LISTEN")
      ),
  );
  return { conflicts, branches };
}
