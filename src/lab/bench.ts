import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import type { Bilingual, Socket } from "../sessions/schema.ts";
import type { MeasurementCheck, MeasurementFile, Row } from "../sessions/measurement.ts";
import { refuteRows } from "../sessions/measurement.ts";
import { addHost, must, setOn } from "./network.ts";
import { Refuted, Sentence } from "./sentence.ts";
import { SLOWNESS } from "./emulator.ts";
import { parseSs } from "./sockets.ts";

/** What a command did. */
interface Ran {
  readonly exit: number | null;
  /** What it printed, to both streams. */
  readonly output: string;
}

/** Where something is measured that is not a story: rows are gathered, cell by cell. */
export class Bench {
  readonly rows: Row[] = [];
  readonly checks: MeasurementCheck[] = [];
  finding: Bilingual | null = null;
  /** A folder of its own, empty at the beginning. */
  readonly cwd: string;
  readonly report: (line: string) => void;
  /** What each cell has kept, in the order in which the cells were begun. */
  readonly #kept: MeasurementFile["raw"][] = [];

  constructor(cwd: string, report: (line: string) => void) {
    this.cwd = cwd;
    this.report = report;
  }

  /** What was run, and what it printed: cell by cell, also where cells were side by side. */
  get raw(): MeasurementFile["raw"] {
    return this.#kept.flat();
  }

  /** Adds a row to the result. */
  row(row: Row): void {
    this.rows.push(row);
    this.report(`  ${Object.values(row).join("  ")}`);
  }

  /** Asserts something of the rows so far. Throws a Sentence when it does not hold. */
  check(id: string, title: Bilingual, rest: Omit<MeasurementCheck, "id" | "title">): void {
    const check = { id, title, ...rest };
    const found = refuteRows(check, this.rows);
    if (found !== null) throw new Refuted(id, title.en, found);
    this.checks.push(check);
    this.report(`  ✓ ${title.en}`);
  }

  /** Says in a few words what may differ from kernel to kernel. */
  finds(says: Bilingual): void {
    this.finding = says;
    this.report(`  → ${says.en}`);
  }

  /**
   * Measures in a network of its own, which no earlier cell has left a TIME_WAIT in.
   * @param network one host on loopback, or the hosts client (10.77.0.2) and server (10.77.0.1)
   * @param sysctls written on every host first
   */
  async cell<T>(
    network: "loopback" | "veth",
    sysctls: Readonly<Record<string, string>>,
    use: (cell: Cell) => Promise<T>,
  ): Promise<T> {
    const kept: MeasurementFile["raw"] = [];
    const name = `c${this.#kept.push(kept)}`;
    const cell = new Cell({ name, cwd: this.cwd, kept, network, sysctls });
    try {
      return await use(cell);
    } finally {
      cell.close();
    }
  }
}

/** What a cell has from its bench. */
interface Place {
  readonly name: string;
  readonly cwd: string;
  /** Where it keeps what its commands print. */
  readonly kept: MeasurementFile["raw"];
  readonly network: "loopback" | "veth";
  readonly sysctls: Readonly<Record<string, string>>;
}

/** One network of a bench: its hosts, and what runs on them. */
export class Cell {
  readonly #place: Place;
  readonly #hosts: readonly string[];
  readonly #running: ChildProcess[] = [];
  /** The server's and the client's address; on loopback the same. */
  readonly server: string;
  readonly client: string;

  constructor(place: Place) {
    const { name, network, sysctls } = place;
    this.#place = place;
    this.#hosts = network === "loopback" ? [name] : [`${name}-client`, `${name}-server`];
    [this.server, this.client] =
      network === "loopback" ? ["127.0.0.1", "127.0.0.1"] : ["10.77.0.1", "10.77.0.2"];
    const [first = "", second] = this.#hosts;
    this.#hosts.forEach(addHost);
    if (second) {
      must(`ip -n ${first} link add eth0 type veth peer name eth0 netns ${second}`);
      for (const [host, address] of [
        [first, this.client],
        [second, this.server],
      ] as const) {
        must(`ip -n ${host} addr add ${address}/24 dev eth0`);
        must(`ip -n ${host} link set eth0 up`);
      }
    }
    for (const host of this.#hosts)
      for (const [sysctl, value] of Object.entries(sysctls)) setOn(host, sysctl, value);
  }

  /** Runs a bash command on a host to its end; it is kept among the raw outputs. */
  async run(
    host: "client" | "server",
    command: string,
    { timeout = 30_000 * SLOWNESS } = {},
  ): Promise<Ran> {
    // One pipe for both outputs, or else they could arrive in another order than they were written.
    const child = this.start(host, `exec 2>&1\n${command}`);
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += String(chunk)));
    const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
    const exit = await new Promise<number | null>((resolve) => child.once("close", resolve));
    clearTimeout(timer);
    const { network, sysctls } = this.#place;
    this.#place.kept.push({ network, host, sysctls, command, exit, output });
    return { exit, output };
  }

  /** Starts a bash command on a host; it is ended with the cell, if it has not ended before. */
  start(host: "client" | "server", command: string): ChildProcess {
    // Its input is a socket, which bash takes for a remote login that wants the user's bashrc.
    const bash = ["bash", "--norc", "--noprofile", "-c", command];
    const child = spawn("ip", ["netns", "exec", this.#host(host), ...bash], {
      cwd: this.#place.cwd,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true, // a process group of its own, to be ended as a whole
    });
    this.#running.push(child);
    return child;
  }

  /** The TCP sockets of a host, as ss -tano shows them. */
  sockets(host: "client" | "server"): Socket[] {
    return parseSs(this.#now(host, "ss -tanoH"));
  }

  /** Resolves when something is so; looks every 20 ms, and gives up with a Sentence. */
  async until<T>(
    what: string,
    find: () => T | undefined,
    patience = 20_000 * SLOWNESS,
  ): Promise<T> {
    const end = Date.now() + patience;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Sentence(`waited ${patience / 1e3} s in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends what still runs here, and the network. */
  close(): void {
    for (const { pid, exitCode, signalCode } of this.#running)
      if (pid !== undefined && exitCode === null && signalCode === null) {
        try {
          process.kill(-pid, "SIGKILL");
        } catch {
          // it has just ended by itself
        }
      }
    for (const host of this.#hosts) spawnSync("ip", ["netns", "del", host]);
  }

  #host(host: "client" | "server"): string {
    return this.#hosts.length === 1 ? this.#place.name : `${this.#place.name}-${host}`;
  }

  #now(host: "client" | "server", command: string): string {
    return must(["ip", "netns", "exec", this.#host(host), ...command.split(" ")]);
  }
}
