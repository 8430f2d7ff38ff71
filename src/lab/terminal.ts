import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawn, type IPty } from "@lydell/node-pty";
import { MARK } from "../sessions/ansi.ts";
import type { CastEvent } from "../sessions/cast.ts";
import type { Command, SessionFile } from "../sessions/schema.ts";
import { Screen } from "../sessions/screen.ts";
import type { Clock } from "./clock.ts";
import { on } from "./network.ts";
import type { Watch } from "./wait.ts";

/** One terminal of an experiment. */
export type TerminalSpec = Pick<
  SessionFile["terminals"][number],
  "id" | "role" | "title" | "cols" | "rows" | "host"
>;

/** Invisible marks around prompt, command and output; see sessions/ansi.ts. */
const SHELL = {
  PS1: "\\[\\e]133;A\\a\\]$ \\[\\e]133;B\\a\\]",
  PS0: "\\e]133;C\\a",
  PROMPT_COMMAND: "printf '\\e]133;D;%s\\a' $?",
};

/** Characters of the longest mark. */
const LONGEST_MARK = 16;

/** Milliseconds between keys, in turn: a hand's unevenness, the same every time. */
const RHYTHM = [62, 38, 51, 44, 77, 35, 48, 58, 41, 66];

/** A real shell on a real pseudo-terminal, everything it prints kept with its time. */
export class Terminal {
  readonly spec: TerminalSpec;
  readonly events: CastEvent[] = [];
  readonly commands: (Command & { ended: number | null; exit: number | null })[] = [];
  readonly #screen: Screen;
  readonly #pty: IPty;
  readonly #clock: Clock;
  readonly #watch: Watch;
  /** Whether keys come at a hand's pace; otherwise all at once. */
  readonly #unhurried: boolean;
  #prompts = 0;
  #closed = false;
  #unread = "";

  constructor(
    spec: TerminalSpec,
    place: { cwd: string; clock: Clock; watch: Watch; unhurried: boolean },
  ) {
    this.spec = spec;
    this.#clock = place.clock;
    this.#watch = place.watch;
    this.#unhurried = place.unhurried;
    this.#screen = new Screen(spec.cols, spec.rows);
    this.#pty = spawn(...on(spec.host, "bash", "--norc", "--noprofile"), {
      name: "xterm-256color",
      cols: spec.cols,
      rows: spec.rows,
      cwd: place.cwd,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`, // `node` is this one
        HOME: place.cwd,
        LANG: "C.UTF-8",
        TERM: "xterm-256color",
        HISTFILE: "/dev/null",
        ...SHELL,
      },
    });
    this.#pty.onData((data) => this.#print(data));
  }

  /** Resolves when the shell awaits a command. */
  ready(): Promise<true> {
    return this.#watch.until(`a prompt in ${this.spec.id}`, () => this.#prompts > 0 || undefined);
  }

  /** Types a command and presses Enter; does not wait for it to end. */
  async type(text: string, { atOnce = false } = {}): Promise<void> {
    const byHand = this.#unhurried && !atOnce;
    for (const [index, key] of Array.from(text).entries()) {
      if (byHand) await sleep(RHYTHM[(index + text.length) % RHYTHM.length]);
      this.#key(key);
    }
    if (byHand) await sleep(250);
    this.commands.push({
      terminal: this.spec.id,
      at: this.#clock.now(),
      text,
      ended: null,
      exit: null,
    });
    this.#key("\r");
  }

  /** Presses Enter, for a command that waits for it. */
  enter(): void {
    this.#key("\r");
  }

  /** Presses Ctrl-C. */
  interrupt(): void {
    this.#key("\x03");
  }

  /** Presses Ctrl-Z: the command stops, and `fg` lets it go on. */
  suspend(): void {
    this.#key("\x1a");
  }

  /** Resolves when the visible screen matches. */
  async shows(pattern: RegExp | ((screen: string) => boolean)): Promise<void> {
    const fits = typeof pattern === "function" ? pattern : (text: string) => pattern.test(text);
    const wanted = typeof pattern === "function" ? "what it must" : String(pattern);
    const what = () => `${this.spec.id} to show ${wanted}; it shows:\n${this.#screen.text()}`;
    await this.#watch.until(what, () => (fits(this.#screen.text()) ? true : undefined));
  }

  /** Resolves with the exit code of the command typed last, when it has ended. */
  prompt(): Promise<number> {
    const last = this.commands.at(-1);
    return this.#watch.until(
      `"${last?.text}" in ${this.spec.id} to end`,
      () => last?.exit ?? undefined,
    );
  }

  /** Ends the shell and all it started. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pty.kill("SIGKILL");
    this.#screen.dispose();
  }

  #key(key: string): void {
    this.events.push({ at: this.#clock.now(), code: "i", data: key });
    this.#pty.write(key);
  }

  #print(data: string): void {
    if (this.#closed) return;
    const at = this.#clock.now();
    this.events.push({ at, code: "o", data });
    const unread = this.#unread + data;
    let read = Math.max(0, unread.length - LONGEST_MARK); // a mark may come in two pieces
    for (const { 0: whole, 1: mark, 2: status, index } of unread.matchAll(MARK)) {
      read = Math.max(read, index + whole.length);
      const last = this.commands.at(-1);
      if (mark === "D" && last && last.ended === null) {
        last.ended = at;
        last.exit = Number(status);
      }
      if (mark === "B") this.#prompts++;
    }
    this.#unread = unread.slice(read);
    void this.#screen.write(data).then(() => this.#watch.stir());
    this.#watch.stir();
  }
}
