import { readFileSync } from "node:fs";

/** The TcpExt counters of this network namespace by name (what `nstat` prints as TcpExt…). */
export const readCounters = (): Record<string, number> =>
  parseCounters(readFileSync("/proc/net/netstat", "utf8"));

/** The same of what /proc/net/netstat held. */
export function parseCounters(netstat: string): Record<string, number> {
  const [names, values] = netstat
    .split("\n")
    .filter((line) => line.startsWith("TcpExt: "))
    .map((line) => line.split(" ").slice(1));
  return Object.fromEntries((names ?? []).map((name, index) => [name, Number(values?.[index])]));
}
