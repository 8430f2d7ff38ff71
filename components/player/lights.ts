import { plain } from "../../src/sessions/ansi.ts";
import type { Socket } from "../../src/sessions/schema.ts";
import type { Timeline } from "../../src/sessions/timeline.ts";
import type { Moment } from "./moving-ladder.ts";

type Terminal = Timeline["terminals"][number];

/** What is new at a moment of a session: what has happened since its last packet. */
export interface News {
  /** That packet, or stream of packets; null before the first. */
  readonly packet: Moment | null;
  /** The moment, in µs. */
  readonly now: number;
  /** The sockets that have come since, or changed their state. */
  readonly sockets: ReadonlySet<Socket>;
}

/** How many lines tcpdump had printed of which packets; lines begin where output begins or goes on. */
const printed = (output: Terminal["output"], now: number) =>
  plain(
    output
      .filter(([at]) => at <= now)
      .map(([, data]) => data)
      .join(""),
  )
    .split("\n")
    .filter((line) => PACKET.test(line)).length;

const PACKET = /^IP \S+ > \S+: Flags/;

/** The switch to the alternate screen: here it is watch's, which shows what ss says. */
const FULL_SCREEN = "\x1b[?1049h";

/**
 * Which of the rows that a terminal shows, from the top, belong to what is new: of tcpdump the line
 * of the packet, of ss the sockets that changed, of all others what they have printed since.
 */
export function litRows(rows: readonly string[], terminal: Terminal, news: News): Set<number> {
  if (terminal.packets.length > 0) return packetRows(rows, terminal, news);
  const fullScreen = terminal.output.some(([, data]) => data.includes(FULL_SCREEN));
  return fullScreen ? socketRows(rows, news.sockets) : printedRows(rows, terminal.output, news);
}

function packetRows(rows: readonly string[], { cols, output, packets }: Terminal, news: News) {
  const lit = new Set<number>();
  if (!news.packet) return lit;
  const { first, last } = news.packet;
  let line = printed(output, news.now);
  for (let row = rows.length - 1; row >= 0; row--) {
    if (!rows[row]?.startsWith("IP ")) continue;
    const number = packets[--line] ?? 0;
    if (number < first || number > last) continue;
    lit.add(row);
    for (let one = row; (rows[one]?.length ?? 0) >= cols; one++) lit.add(one + 1); // it goes on
  }
  return lit;
}

const socketRows = (rows: readonly string[], sockets: ReadonlySet<Socket>) =>
  new Set(
    rows.flatMap((text, row) => {
      const words = text.split(/\s+/);
      const here = Array.from(sockets).some(({ state, local, peer }) =>
        [state, local, peer].every((word) => words.includes(word)),
      );
      return here ? [row] : [];
    }),
  );

/** From the last row up: the rows that hold what was printed last. */
function printedRows(rows: readonly string[], output: Terminal["output"], { packet, now }: News) {
  const lit = new Set<number>();
  const since = packet?.at ?? now;
  const fresh = output.filter(([at]) => at > since && at <= now).map(([, data]) => data);
  const lines = plain(fresh.join(""))
    .split("\n")
    .map((line) => line.trimEnd())
    .filter(Boolean);
  let rest = lines.pop();
  for (let row = rows.length - 1; row >= 0 && rest; row--) {
    const text = rows[row] ?? "";
    if (text === "") continue;
    if (text.endsWith(rest)) rest = lines.pop();
    else if (rest.endsWith(text))
      rest = rest.slice(0, -text.length); // it goes over several rows
    else break;
    lit.add(row);
  }
  return lit;
}
