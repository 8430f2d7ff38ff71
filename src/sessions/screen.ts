import headless from "@xterm/headless";

const { Terminal } = headless; // a CommonJS module without named exports

/** A terminal without a window: what a recording's bytes look like on the screen. Node only. */
export class Screen {
  readonly #terminal: InstanceType<typeof Terminal>;

  constructor(cols: number, rows: number) {
    this.#terminal = new Terminal({ cols, rows, scrollback: 100_000, allowProposedApi: true });
  }

  /** Resolves when the bytes have taken effect. */
  write(data: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(data, resolve));
  }

  /** The visible rows, top to bottom, without trailing blanks. */
  rows(): string[] {
    const buffer = this.#terminal.buffer.active;
    return this.#lines(buffer.baseY, buffer.baseY + this.#terminal.rows);
  }

  /** The visible text. */
  text(): string {
    return this.rows().join("\n");
  }

  /** Whether a full-screen program (such as watch) has the screen for itself. */
  isFullScreen(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #lines(from: number, to: number): string[] {
    const buffer = this.#terminal.buffer.active;
    return Array.from(
      { length: to - from },
      (_, index) => buffer.getLine(from + index)?.translateToString(true) ?? "",
    );
  }
}
