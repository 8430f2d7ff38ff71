/** Values, each with how often it comes, compared with the others. */
export type Weighted<T> = readonly [
  readonly [weight: number, value: T],
  ...(readonly [weight: number, value: T])[],
];

/** Chance that can be repeated: the same seed gives the same values, on every machine. */
export class Random {
  #state: number;

  /** @param seed any integer; taken mod 2³² */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer in [0, 2³²) (mulberry32, by Tommy Ettinger; public domain). */
  uint32(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** An integer in [from, to]. */
  between(from: number, to: number): number {
    return from + (this.uint32() % (to - from + 1));
  }

  /** True so many times in a hundred. */
  percent(times: number): boolean {
    return this.between(0, 99) < times;
  }

  /** One of the values. */
  of<const Values extends readonly [unknown, ...unknown[]]>(values: Values): Values[number] {
    return values[this.between(0, values.length - 1)] ?? values[0];
  }

  /** One of the values, as often as its weight says. */
  weighted<T>(values: Weighted<T>): T {
    let left = this.between(
      1,
      values.reduce((sum, [weight]) => sum + weight, 0),
    );
    for (const [weight, value] of values) if ((left -= weight) <= 0) return value;
    return values[0][1];
  }
}
