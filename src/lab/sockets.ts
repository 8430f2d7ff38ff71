import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Socket, SocketTable } from "../sessions/schema.ts";
import type { Clock } from "./clock.ts";
import { on } from "./network.ts";
import { Sentence } from "./sentence.ts";
import type { Watch } from "./wait.ts";

const run = promisify(execFile);

/** Milliseconds between two looks at the sockets; as long as a look takes, where that is more. */
const PERIOD = 50;

/**
 * The sockets in the output of `ss -tanoH`.
 * Throws a Sentence that quotes a line it cannot read.
 */
export function parseSs(output: string): Socket[] {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [state, recvQ, sendQ, local, peer, ...rest] = line.trim().split(/\s+/);
      if (!state || !local || !peer)
        throw new Sentence(`ss printed a line that is no socket: "${line}"`);
      const timer = /timer:\(([^)]*)\)/.exec(rest.join(" "))?.[1];
      const socket = { state, local, peer, recvQ: Number(recvQ), sendQ: Number(sendQ) };
      return timer === undefined ? socket : { ...socket, timer };
    });
}

/** Asks ss for the socket table again and again; keeps each table that differs from the last. */
export class Sockets {
  readonly tables: SocketTable[] = [];
  readonly #hosts: readonly (string | undefined)[];
  readonly #clock: Clock;
  readonly #watch: Watch;
  #stopped = false;
  #loop: Promise<void> = Promise.resolve();

  /** @param hosts namespaces besides this one, whose sockets stand in the same tables */
  constructor(hosts: readonly string[], clock: Clock, watch: Watch) {
    this.#hosts = [undefined, ...hosts];
    this.#clock = clock;
    this.#watch = watch;
  }

  start(): void {
    this.#loop = (async () => {
      while (!this.#stopped) {
        const took = await this.#look();
        await new Promise((resolve) => setTimeout(resolve, Math.max(PERIOD, took)));
      }
    })();
    this.#loop.catch((error: unknown) => this.#watch.fail(error));
  }

  /** Ends the looking; rejects if a look had failed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }

  /** Resolves with the milliseconds it took. */
  async #look(): Promise<number> {
    const asked = this.#clock.now();
    const answers = await Promise.all(this.#hosts.map((host) => run(...on(host, "ss", "-tanoH"))));
    const at = this.#clock.now();
    const sockets = answers.flatMap(({ stdout }) => parseSs(stdout));
    const table = { at, took: at - asked, sockets };
    const last = this.tables.at(-1);
    if (JSON.stringify(last?.sockets) !== JSON.stringify(table.sockets)) this.tables.push(table);
    this.#watch.stir();
    return table.took / 1000;
  }
}
