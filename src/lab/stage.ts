import { setTimeout as sleep } from "node:timers/promises";
import { refute, type Evidence } from "../sessions/check.ts";
import { printedBy } from "../sessions/read.ts";
import type { Packet } from "../sessions/packet.ts";
import type { Bilingual, Check, Command, SessionFile, Socket, Step } from "../sessions/schema.ts";
import { Capture } from "./capture.ts";
import { Clock } from "./clock.ts";
import { readCounters } from "./counters.ts";
import type { Network } from "./network.ts";
import { Refuted } from "./sentence.ts";
import { Sockets } from "./sockets.ts";
import { Terminal, type TerminalSpec } from "./terminal.ts";
import { Watch } from "./wait.ts";

/** A step while it is being recorded: the time of a packet is not known yet. */
type StagedStep = Omit<Step, "at"> & Partial<Pick<Step, "at">>;

/** A check without its name and title, of any kind. */
export type Assertion = Check extends infer Each
  ? Each extends Check
    ? Omit<Each, "id" | "title">
    : never
  : never;

/** How an experiment is played. */
export interface StageOptions {
  /** The folder the shells start in. */
  readonly cwd: string;
  readonly network: Network;
  /** How many bytes of each frame the capture keeps; all when absent. */
  readonly snap?: number | undefined;
  /** Whether keys are typed at a hand's pace; otherwise all at once. */
  readonly unhurried: boolean;
  /** Told of each step and check, a line each. */
  readonly report: (line: string) => void;
}

/** Where an experiment plays: terminals, capture, socket tables and counters on one clock. */
export class Stage {
  readonly clock = new Clock();
  readonly steps: StagedStep[] = [];
  readonly checks: Check[] = [];
  /** What may differ from kernel to kernel, once the experiment has said it. */
  finding: SessionFile["finding"];
  /** µs after which nothing belongs to the session any more. */
  ended = 0;
  readonly capture: Capture;
  readonly sockets: Sockets;
  readonly #watch = new Watch();
  readonly #terminals: Map<string, Terminal>;
  readonly #beyond: string;
  readonly #countersBefore = readCounters();
  readonly #report: (line: string) => void;

  constructor(
    terminals: readonly TerminalSpec[],
    { cwd, network, snap, unhurried, report }: StageOptions,
  ) {
    const place = { cwd, clock: this.clock, watch: this.#watch, unhurried };
    this.#report = report;
    this.#beyond = network.beyond;
    this.capture = new Capture(network.device, this.clock, this.#watch, snap);
    this.sockets = new Sockets(network.hosts, this.clock, this.#watch);
    this.#terminals = new Map(terminals.map((spec) => [spec.id, new Terminal(spec, place)]));
  }

  get terminals(): Terminal[] {
    return [...this.#terminals.values()];
  }

  /** The terminal of that id. */
  terminal(id: string): Terminal {
    const terminal = this.#terminals.get(id);
    if (!terminal) throw new Error(`the experiment has no terminal "${id}"`);
    return terminal;
  }

  /** Opens everything; resolves when the shells have prompts and the capture listens. */
  async open(): Promise<void> {
    await this.capture.ready();
    await this.clock.open(this.#beyond);
    await this.clock.mark(25);
    this.sockets.start();
    for (const terminal of this.terminals) await terminal.ready();
  }

  /** Closes everything; the capture keeps all it saw. */
  async close(): Promise<void> {
    this.ended = this.clock.now();
    await this.clock.mark(25);
    await this.sockets.stop();
    await this.capture.stop();
    this.abandon();
  }

  /** Closes what would keep the process alive. */
  abandon(): void {
    for (const terminal of this.terminals) terminal.close();
    this.clock.close();
  }

  /** The kernel's running number for TcpExt counters, less what they were at the beginning. */
  get counters(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(readCounters()).map(([name, value]) => [
        name,
        value - (this.#countersBefore[name] ?? 0),
      ]),
    );
  }

  /** Resolves with the first packet after number `past` that fits. */
  packet(what: string, fits: (packet: Omit<Packet, "at">) => boolean, past = 0) {
    return this.#watch.until(what, () => this.capture.packets.slice(past).find(fits));
  }

  /** Resolves with the first table that fits, of those that ss shows from now on. */
  async table(what: string, fits: (sockets: readonly Socket[]) => boolean) {
    await this.clock.mark(1);
    return this.#watch.until(what, () => {
      const table = this.sockets.tables.at(-1);
      return table && fits(table.sockets) ? table : undefined;
    });
  }

  /** Resolves with a socket that fits, and with the table it stood in, as soon as ss shows one. */
  async socket(what: string, fits: (socket: Socket) => boolean) {
    await this.clock.mark(1);
    return this.#watch.until(what, () => {
      const table = this.sockets.tables.at(-1);
      const socket = table?.sockets.find(fits);
      return table && socket ? { table, socket } : undefined;
    });
  }

  /** Names a moment: a packet, or a time in µs. */
  step(
    id: string,
    moment: { packet: number } | ({ at: number } & Pick<Step, "call" | "sends">),
    title: Bilingual,
  ): void {
    this.steps.push({ id, title, ...moment });
    this.#report(`  ${id}: ${title.en}`);
  }

  /** Asserts. Throws a Sentence when the check does not hold. */
  check(id: string, title: Bilingual, assertion: Assertion): void {
    const check = { id, title, ...assertion };
    const found = refute(check, this.evidence());
    if (found !== null) throw new Refuted(id, title.en, found);
    this.checks.push(check);
    this.#report(`  ✓ ${title.en}`);
  }

  /** Says in a few words what may differ from kernel to kernel, and which checks show it. */
  finds(says: Bilingual, checks: readonly string[]): void {
    this.finding = { says, checks: [...checks] };
    this.#report(`  → ${says.en}`);
  }

  /** Resolves when the session is so many seconds old: for what takes its time, such as growing old. */
  async age(seconds: number): Promise<void> {
    const left = seconds - this.clock.now() / 1e6;
    if (left <= 0) return;
    this.#report(`  … ${Math.ceil(left)} s to go by`);
    await sleep(left * 1e3);
  }

  /** What checks look at, so far. */
  evidence(): Evidence {
    return {
      packets: this.capture.untimed(),
      tables: this.sockets.tables,
      commands: this.commands(),
      counters: this.counters,
      printed: (index) =>
        printedBy(this.commands()[index], (terminal) => this.terminal(terminal).events),
    };
  }

  /** All commands typed, in the order of Enter. */
  commands(): Command[] {
    return this.terminals.flatMap((terminal) => terminal.commands).toSorted((a, b) => a.at - b.at);
  }
}
