/** The numbers this chapter's prose gives, computed from its sessions and measurements. */
import { count, span, tenths, version, type Lang } from "../../../components/lang.ts";
import { heldInMeasurement, heldInSession } from "../../../components/text/held.ts";
import { plain } from "../../../src/sessions/ansi.ts";
import { session } from "../../../src/sessions/library.ts";
import { diff, endSeq } from "time-wait";
import * as remedies from "measurement/article-remedy";
import * as exhaustion from "measurement/port-exhaustion";
import * as matrix from "measurement/reuse-matrix";
import * as refused from "session/client-time-wait";
import * as stamped from "session/client-time-wait-timestamps";

const fin = refused.packetOf("client-closes");
const lastAck = refused.packets.at(-1);

/** The packets that the prose names, by their numbers in the pcap. */
export const number = {
  clientFin: fin.number,
  serverFin: fin.number + 1,
  lastAck: lastAck?.number,
  next: refused.packets.length + 1,
  stampedFin: stamped.packetOf("client-closes").number,
  reused: stamped.packetOf("reused-0").number,
  reusedAnswer: stamped.packetOf("reused-0").number + 1,
};

const stepAt = (id: string) => refused.steps.find((step) => step.id === id)?.at ?? NaN;

/** From the last packet to the command that failed. */
export const waited = tenths(stepAt("refused") - (lastAck?.at ?? NaN));

/** What a terminal of a session printed, line by line. */
const printed = (name: string, terminal: string): string[] =>
  plain(
    (session(name).casts.get(terminal)?.events ?? [])
      .map(({ code, data }) => (code === "o" ? data : ""))
      .join(""),
  ).split("\n");

/** What strace saw a call return: `0`, or `-1 EADDRNOTAVAIL`. */
function returned(call: string): string {
  const line = printed("client-time-wait", "client").find((one) => one.startsWith(`${call}(`));
  const result = /= (-?\d+(?: E[A-Z]+)?)/.exec(line ?? "")?.[1];
  if (result === undefined) throw new Error(`client-time-wait: strace shows no ${call}()`);
  return result.replace("-", "−");
}
export const calls = {
  setsockopt: returned("setsockopt"),
  bind: returned("bind"),
  connect: returned("connect"),
};

/** The options of a session's first SYN, as tcpdump printed them. */
function options(name: string): string {
  const syn = printed(name, "tcpdump").find((line) => line.includes("Flags [S]"));
  const found = /options (\[.*\])/.exec(syn ?? "")?.[1];
  if (!found) throw new Error(`${name}: tcpdump shows no SYN with options`);
  return found;
}
export const synOptions = {
  without: options("client-time-wait"),
  with: options("client-time-wait-timestamps"),
};

const reused = stamped.packetOf("reused-0");
const serverFin = stamped.packet(number.stampedFin + 1);

/** From the old connection's last packet to the SYN that takes its TIME_WAIT over, and to the answer. */
export const again = span(reused.at - stamped.packet(serverFin.number + 1).at);
export const answered = span(stamped.packet(reused.number + 1).at - reused.at);

/** What that SYN echoes, and the last TSval that the server had sent. */
export const echo = reused.tsecr;
export const lastTsval = serverFin.tsval;

/** From the old snd_nxt to the SYN's sequence number. */
export const jump = count(diff(reused.seq, endSeq(stamped.packetOf("client-closes"))));

/** Kernels whose recordings say the same. */
export const kernels = {
  refused: heldInSession("client-time-wait", ["errno", "nothing-sent"]),
  reused: heldInSession("client-time-wait-timestamps", ["connects-0", "connects-1", "connects-2"]),
  remedy: heldInMeasurement("article-remedy", ["only-reuse", "only-timestamps"]),
  matrix: heldInMeasurement("reuse-matrix", ["bound-timestamps-ncat", "bound-no-timestamps-ncat"]),
  exhaustion: heldInMeasurement("port-exhaustion", ["server-first", "client-first-reuse-0"]),
};

type Row = (typeof matrix.rows)[number];

const rowsOf = (rows: readonly Row[], where: Row): Row[] =>
  rows.filter((row) => Object.entries(where).every(([column, value]) => row[column] === value));

const CONNECTS: Record<Lang, string> = { en: "connects", "zh-cn": "连上" };

/** What became of all rows that are meant, in a few words; throws an Error unless it is one thing. */
function outcome(rows: readonly Row[], where: Row, lang: Lang): string {
  const meant = rowsOf(rows, where).map(({ connects, call, errno }) =>
    connects === true ? CONNECTS[lang] : `${call}(): ${errno}`,
  );
  const [first, ...others] = new Set(meant);
  if (first === undefined || others.length > 0)
    throw new Error(`${JSON.stringify(where)} is ${meant.length} rows, and not all alike`);
  return first;
}

/** The two tables of connecting again, and that of the article's remedy. */
export const outcomes = (lang: Lang) => {
  const bound = (client: string) => ({
    without: outcome(matrix.rows, { client, port: "bound", timestamps: 0 }, lang),
    with: outcome(matrix.rows, { client, port: "bound", timestamps: 1 }, lang),
  });
  // Here it is always connect() that fails.
  const short = (where: Row) => outcome(matrix.rows, where, lang).replace("connect(): ", "");
  const chosen = (where: Row) => ({
    atOnce: short({ port: "chosen", wait: 0, ...where }),
    later: short({ port: "chosen", wait: 1.2, ...where }),
  });
  const remedy = (id: string) => outcome(remedies.rows, { case: id }, lang);
  return {
    ncat: bound("ncat"),
    node: bound("Node"),
    nc: bound("nc"),
    go: bound("Go"),
    unstamped: chosen({ timestamps: 0 }),
    off: chosen({ timestamps: 1, reuse: 0 }),
    on: chosen({ timestamps: 1, reuse: 1 }),
    loopback: chosen({ timestamps: 1, reuse: 2, network: "loopback" }),
    hosts: chosen({ timestamps: 1, reuse: 2, network: "veth" }),
    neither: remedy("neither"),
    onlyReuse: remedy("only-reuse"),
    onlyTimestamps: remedy("only-timestamps"),
    both: remedy("both"),
    bothAfterwards: remedy("both-afterwards"),
    offAfterwards: remedy("timestamps-off-afterwards"),
  };
};

/** How many cases stand behind one entry for a bound port, and behind both tables. */
export const casesEach = rowsOf(matrix.rows, {
  client: "ncat",
  port: "bound",
  timestamps: 1,
}).length;
export const cases = matrix.rows.length;

/** How many connections ten ports brought in three seconds: the fewest and the most of these cases. */
function connections(where: Row): string {
  const many = rowsOf(exhaustion.rows, where).map(({ connections }) => Number(connections));
  const [least, most] = [Math.min(...many), Math.max(...many)];
  return least === most ? count(least) : `${count(least)}–${count(most)}`;
}
const client = { first: "client" };
export const tenPorts = {
  unstamped: connections({ ...client, timestamps: 0 }),
  off: connections({ ...client, timestamps: 1, reuse: 0 }),
  on: connections({ ...client, timestamps: 1, reuse: 1 }),
  loopback: connections({ ...client, timestamps: 1, reuse: 2, network: "loopback" }),
  hosts: connections({ ...client, timestamps: 1, reuse: 2, network: "veth" }),
  server: connections({ first: "server" }),
};

/** How soon the first connect() was refused where the client closes first, at the latest. */
export const firstRefused = span(
  1000 *
    Math.max(...rowsOf(exhaustion.rows, client).map(({ firstRefused }) => Number(firstRefused))),
);

/** The range that connect() chooses from where nothing was written to it. */
const [low = 0, high = 0] = (refused.sysctls["net.ipv4.ip_local_port_range"] ?? "")
  .split(/\s+/)
  .map(Number);
export const range = `${low}–${high}`;
export const ports = count(high - low + 1);

/** The kernel of the first session, as it calls itself. */
export const release = version(refused.kernel.release);
