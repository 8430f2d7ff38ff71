import { readFileSync } from "node:fs";

/** The TcpExt counters of this network namespace by name (what `nstat` prints as TcpExt…). */
export function readCounters(): Record<string, number> {
  const [names, values] = readFileSync("/proc/net/netstat", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("TcpExt: "))
    .map((line) => line.split(" ").slice(1));
  return Object.fromEntries((names ?? []).map((name, index) => [name, Number(values?.[index])]));
}
