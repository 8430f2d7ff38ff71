import { kernelNamed, type Kernel, type Standard } from "../../src/model/index.ts";

/** By what rules the instrument answers: kernels, oldest first, then standards. */
export const RULES = [
  "3.10",
  "4.11",
  "4.19",
  "5.10",
  "6.1",
  "6.12",
  "6.18",
  "7.3",
  "rfc793",
  "rfc9293",
  "rfc6191",
] as const;
export type Rules = (typeof RULES)[number];

const STANDARDS: Partial<Record<Rules, Standard>> = {
  rfc793: "RFC 793",
  rfc9293: "RFC 9293",
  rfc6191: "RFC 6191",
};

/** The standard, or null for a kernel's rules. */
export const standardOf = (rules: Rules): Standard | null => STANDARDS[rules] ?? null;

/** The kernel; where a standard rules, the newest that was recorded on a machine of its own does the rest. */
export const kernelOf = (rules: Rules): Kernel =>
  kernelNamed(`linux-${standardOf(rules) ? "6.18" : rules}`);

/** Everything the reader can choose. Times are in ms, numbers of bytes and offsets whole. */
export interface Situation {
  readonly rules: Rules;

  /** Who closes the old connection first. */
  readonly closes: "server" | "client" | "both";
  /** By a FIN, or at once by an RST (SO_LINGER 0). */
  readonly by: "fin" | "rst";
  /** Whether the other side closes too, when it is told. */
  readonly other: "closes" | "stays";
  readonly timestamps: boolean;
  /** How long the old connection lives until it is closed. */
  readonly lived: number;
  /** How many bytes the client has sent on it. */
  readonly sent: number;

  /** What comes then: a packet from a raw socket, a program's connect(), or nothing. */
  readonly next: "segment" | "connect" | "nothing";
  /** How long after TIME_WAIT has begun. */
  readonly after: number;

  /** A segment's flags, of `SAFRPU`. */
  readonly flags: Flags;
  /** Its sequence number, from rcv_nxt; of another client's SYN too. */
  readonly seq: number;
  /** Its TSval, from ts_recent; null: no timestamp option. */
  readonly tsval: number | null;
  /** Payload bytes. */
  readonly length: number;
  /** Whether there is a kernel where the raw packet comes from, that answers what comes back. */
  readonly behind: boolean;
  /** Whether somebody still listens on the server's port. */
  readonly listens: boolean;

  /** Whether the program binds the port first, or leaves it to the kernel, which has only this one. */
  readonly port: "bound" | "chosen";
  /** SO_REUSEADDR. */
  readonly reuseaddr: boolean;
  /** Who connects: the same host, or another one behind the same address, with numbers of its own. */
  readonly who: "same" | "another";

  /** Sysctls of both hosts. */
  readonly rfc1337: boolean;
  readonly reuse: 0 | 1 | 2;
  readonly delay: number;

  /** Whether both are on one host, so that packets go by loopback. */
  readonly loopback: boolean;
  /** One way. */
  readonly latency: number;
  /** In per cent. */
  readonly loss: number;
  readonly duplicates: number;
  readonly seed: number;
  /** What is lost for certain: the ACK of the last FIN, each time. */
  readonly loses: "nothing" | "last-ack";
}

/** The flags that can be chosen for a segment: those that the kernels were asked about. */
export const FLAGS = ["S", "A", "PA", "FA", "F", "R", "RA", "SA", "SF", "SR", ""] as const;
export type Flags = (typeof FLAGS)[number];

/** What the page begins with: the question that the site is about, turned against the reader. */
export const BEGINNING: Situation = {
  rules: "6.18",
  closes: "server",
  by: "fin",
  other: "closes",
  timestamps: true,
  lived: 100,
  sent: 0,
  next: "segment",
  after: 2000,
  flags: "S",
  seq: 1000,
  tsval: -1,
  length: 0,
  behind: false,
  listens: true,
  port: "bound",
  reuseaddr: true,
  who: "same",
  rfc1337: false,
  reuse: 2,
  delay: 1000,
  loopback: true,
  latency: 0.02,
  loss: 0,
  duplicates: 0,
  seed: 1,
  loses: "nothing",
};

/** Kernels whose source was only read. */
export const READ: readonly Rules[] = RULES.filter(
  (rules) => !standardOf(rules) && kernelOf(rules).measured === null,
);

/** A SYN on which rules differ: older by its number, with a timestamp that the old connection had not. */
export const RULINGS: Situation = {
  ...BEGINNING,
  timestamps: false,
  seq: -1000,
  tsval: 1,
};
