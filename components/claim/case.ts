import type { Case, Connect, Send } from "../../src/oracle/case.ts";
import { offset } from "../lang.ts";

/** A number as it is told from one that the kernel has: `rcv_nxt − 1`, or just `12`. */
const told = ({ rel, off }: { rel: string; off: number }, names: Record<string, string> = {}) => {
  if (rel === "abs") return String(off >>> 0);
  const name = names[rel] ?? rel;
  return off === 0 ? name : `${name} ${offset(off)}`;
};

/** A segment in a line: `SYN, seq rcv_nxt + 1, TSval ts_recent − 1`. */
function segment({ flags, seq, len, tsval }: Send): string {
  const names: Record<string, string> = { S: "SYN", A: "ACK", F: "FIN", R: "RST", P: "PSH" };
  const parts = [
    Array.from(flags, (flag) => names[flag] ?? flag).join(" ") || "–",
    `seq ${told(seq)}`,
    len > 0 ? `${len} B` : "",
    tsval ? `TSval ${told(tsval, { recent: "ts_recent" })}` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

const call = ({ bind, reuseaddr }: Connect): string =>
  `${bind === "same" ? `${reuseaddr ? "SO_REUSEADDR, " : ""}bind(), ` : ""}connect()`;

/** What a case does last: the segment it sends, or the system calls it makes. */
export function lastStep({ steps }: Case): string {
  const last = steps.at(-1);
  if (last?.send) return segment(last.send);
  return last?.connect ? call(last.connect) : "–";
}

/** How a case differs from the default one, a timestamped connection's TIME_WAIT: `no timestamps`. */
export function setting({ state, role, ts, listen, sysctl }: Case): string {
  return [
    state === "TIME_WAIT" ? "" : state,
    role === "client" ? "client" : "",
    ts ? "timestamps" : "no timestamps",
    listen === "closed" ? "no listener" : "",
    ...Object.entries(sysctl).map(([name, value]) => `${name}=${value}`),
  ]
    .filter(Boolean)
    .join(", ");
}
