import type { Kernel } from "./kernels.ts";

/** net.ipv4.ip_local_port_range, both ends included. */
export interface PortRange {
  readonly low: number;
  readonly high: number;
}

/** What nothing was written to: 28,232 ports, of which connect() prefers the even ones. */
export const LOCAL_PORT_RANGE: PortRange = { low: 32768, high: 60999 };

/**
 * The ports that connect() tries one after the other, in one pass or two, from a place that the
 * kernel takes from a hash of the addresses and a little chance, and is given here: `offset`, any
 * whole number from 0.
 *
 * Since 4.2 every other port comes first, those of `low`'s parity, and bind() begins with the rest;
 * of an odd number of ports the last is never tried
 * (net/ipv4/inet_hashtables.c:__inet_hash_connect).
 */
export function portPasses(
  { low, high }: PortRange,
  offset: number,
  kernel: Kernel,
): Generator<number, void>[] {
  const count = high + 1 - low;
  if (!kernel.everyOtherPort) return [pass(low, count, offset + 1, 1)];
  if (count === 1) return [pass(low, 1, 0, 1)];
  const remaining = count - (count % 2);
  const first = (offset % remaining) - (offset % 2);
  return [pass(low, remaining, first, 2), pass(low, remaining, first + 1, 2)];
}

/** Every port, or every other one, of `count` from `low` on, once round. */
function* pass(low: number, count: number, start: number, step: 1 | 2): Generator<number, void> {
  for (let i = 0; i < count; i += step) yield low + ((start + i) % count);
}

/** A local port as connect() finds it when it looks for one. */
export type PortState =
  /** Nobody has it. */
  | "free"
  /** Some program has bound it: passed over without a look at its connections. */
  | "bound"
  /** Connections have it, but none to the same peer, or one that may be taken over. */
  | "shared"
  /** A connection to the same peer has it. */
  | "taken";

/**
 * The port that connect() finds, and how many it has looked at; `port` is null when all are
 * taken, and connect() fails with EADDRNOTAVAIL.
 */
export function findPort(
  range: PortRange,
  offset: number,
  kernel: Kernel,
  stateOf: (port: number) => PortState,
): { readonly port: number | null; readonly tried: number } {
  let tried = 0;
  for (const ports of portPasses(range, offset, kernel))
    for (const port of ports) {
      tried++;
      const state = stateOf(port);
      if (state === "free" || state === "shared") return { port, tried };
    }
  return { port: null, tried };
}
