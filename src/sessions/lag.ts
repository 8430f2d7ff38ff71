import { plain } from "./ansi.ts";
import type { Session } from "./read.ts";

/**
 * How late a terminal's output was read at most, as far as the session itself can tell: tcpdump's
 * own lines in its terminal against the packets they are about. µs, or null without such lines.
 */
export function longestLag({ casts, packets }: Session): number | null {
  const lines = (casts.get("tcpdump")?.events ?? []).flatMap(({ at, code, data }) =>
    code === "o" ? Array.from(plain(data).matchAll(/^IP /gm), () => at) : [],
  );
  if (lines.length !== packets.length) return null;
  return Math.max(...packets.map(({ at }, index) => (lines[index] ?? at) - at));
}
