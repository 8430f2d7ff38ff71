import { median, ms, ratio } from "./numbers.ts";

/** Of one thing, what was measured with ours and with theirs. */
export type Pair<T> = readonly [ours: T, theirs: T];

/** What has been found so far, told as it is found, and in the end as a Markdown table. */
export class Report {
  readonly #head: readonly string[];
  readonly #rows: (readonly string[])[] = [];

  constructor(...head: readonly string[]) {
    this.#head = head;
  }

  /** Says on the terminal what is being done. */
  say(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  row(...cells: readonly string[]): void {
    this.#rows.push(cells);
    this.say(`  ${cells.join("   ")}`);
  }

  /** A row of sizes, each in its unit, and their ratio. */
  sizes(what: string, [mine, other]: Pair<number>, unit: (size: number) => string): void {
    this.row(what, unit(mine), unit(other), ratio(mine, other));
  }

  /** A row of times (ms): what is made of all of each, and the ratio. */
  times(
    what: string,
    [mine, other]: Pair<readonly number[]>,
    of: (times: readonly number[]) => number = median,
  ): void {
    this.sizes(what, [of(mine), of(other)], ms);
  }

  /** All columns but the first are numbers. */
  markdown(): string {
    const rule = this.#head.map((_, index) => (index === 0 ? "---" : "---:"));
    return [this.#head, rule, ...this.#rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  }
}
