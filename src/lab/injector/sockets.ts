import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Tun } from "./tun.ts";

/** The states of include/net/tcp_states.h, by number. */
const STATES = [
  "none",
  "ESTABLISHED",
  "SYN_SENT",
  "SYN_RECV",
  "FIN_WAIT1",
  "FIN_WAIT2",
  "TIME_WAIT",
  "none", // CLOSE: still an application's, but no longer found by a segment
  "CLOSE_WAIT",
  "LAST_ACK",
  "LISTEN",
  "CLOSING",
  "SYN_RECV",
] as const;

export type State = (typeof STATES)[number];

/** What is left of a connection, as the kernel tells it. */
export interface SocketRow {
  readonly state: State;
  /** What its timer has still to run, in milliseconds, to 10; 0 where none runs. */
  readonly timer: number;
}

/** A row, and when it was read (performance.now()). */
export type Look = SocketRow & { readonly at: number };

const NONE: SocketRow = { state: "none", timer: 0 };

/** Looks closer together than this, in milliseconds, are one. */
const TOGETHER = 5;
/** A look that takes longer, in milliseconds, tells too little about when it was. */
const SOON = 25;
const TRIES = 5;

/** The kernel's table of sockets; asked by many cases at once, read once for all of them. */
export class Sockets {
  readonly #file: string;
  #look: Promise<{ at: number; rows: ReadonlyMap<string, SocketRow> }> | null = null;

  constructor(tun: Tun) {
    this.#file = tun.table;
  }

  /** The socket of a connection, not older than the call. */
  async of(local: string, remote: string): Promise<Look> {
    this.#look ??= pause(TOGETHER).then(() => {
      this.#look = null;
      return this.#read();
    });
    const { at, rows } = await this.#look;
    return { ...(rows.get(`${local} ${remote}`) ?? NONE), at };
  }

  /** Reads the table; once more, where the machine had other things to do meanwhile. */
  #read(): { at: number; rows: ReadonlyMap<string, SocketRow> } {
    for (let tries = 1; ; tries++) {
      const from = performance.now();
      const text = readFileSync(this.#file, "latin1");
      const to = performance.now();
      if (to - from < SOON || tries === TRIES)
        return { at: (from + to) / 2, rows: parseProcTcp(text) };
    }
  }
}

/** The connections in /proc/net/tcp (net/ipv4/tcp_ipv4.c:tcp4_seq_show), by `local remote`. */
export function parseProcTcp(text: string): Map<string, SocketRow> {
  const rows = new Map<string, SocketRow>();
  for (const line of text.split("\n").slice(1)) {
    const [, local, remote, state, , timer] = line.trim().split(/\s+/);
    if (!local || !remote || !state || !timer) continue;
    const [active, left = "0"] = timer.split(":");
    rows.set(`${endpoint(local)} ${endpoint(remote)}`, {
      state: STATES[parseInt(state, 16)] ?? "none",
      timer: active === "00" ? 0 : parseInt(left, 16) * 10, // USER_HZ is 100
    });
  }
  return rows;
}

/** `0100090A:22B8` is `10.9.0.1:8888`: the address as it lies in a little-endian machine's memory. */
function endpoint(hex: string): string {
  const address = parseInt(hex.slice(0, 8), 16);
  const bytes = [0, 8, 16, 24].map((shift) => (address >>> shift) & 0xff);
  return `${bytes.join(".")}:${parseInt(hex.slice(9), 16)}`;
}
