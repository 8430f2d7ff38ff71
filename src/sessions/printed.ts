import { plain } from "./ansi.ts";
import type { Packet } from "./packet.ts";
import type { Session } from "./read.ts";

/** A packet as `tcpdump -nt` prints it: who to whom, the flags in its letters, the payload. */
const LINE = /^IP (\S+)\.(\d+) > (\S+)\.(\d+): Flags \[([^\]]*)\].*, length (\d+)/;

/** tcpdump's letters are the pcap's, but for the ACK. */
const flagsOf = (letters: string) => Array.from(letters.replace(".", "A")).sort().join("");

/**
 * The numbers of the packets that a terminal printed, line by line: of tcpdump, which need not have
 * printed all of them. Null for a line whose packet was not captured; nothing for other programs.
 */
export function packetsPrinted({ casts, packets }: Session, terminal: string): (number | null)[] {
  const output = (casts.get(terminal)?.events ?? []).filter(({ code }) => code === "o");
  let next = 0;
  return plain(output.map(({ data }) => data).join(""))
    .split("\n")
    .flatMap((text) => {
      const line = LINE.exec(text);
      if (!line) return [];
      const index = packets.findIndex((packet, index) => index >= next && is(packet, line));
      if (index < 0) return [null];
      next = index + 1;
      return [packets[index]?.number ?? null];
    });
}

function is({ from, to, flags, length }: Packet, line: RegExpExecArray): boolean {
  const [, source, sourcePort, target, targetPort, letters = "", bytes] = line;
  return (
    from === `${source}:${sourcePort}` &&
    to === `${target}:${targetPort}` &&
    flagsOf(flags) === flagsOf(letters) &&
    length === Number(bytes)
  );
}
