import type { Story } from "./story.ts";

/** A question to the reader's function, and what real kernels answered. */
export interface Asked {
  /** Names it: a recorded case, a row of a measurement, a step of a session. */
  readonly id: string;
  /** The arguments; plain data. */
  readonly given: readonly unknown[];
  /** What the function should return. */
  readonly verdict: unknown;
  /** What the kernel did, in its own words: `SYN-ACK`, `EADDRINUSE`. */
  readonly did: string;
  /** The kernels that did so. */
  readonly kernels: readonly string[];
  /** What decides, told from where it counts: `seq − rcv_nxt` → −1000. */
  readonly apart: Readonly<Record<string, number | string>>;
  /** How a model's ladder tells it. */
  readonly story: Story;
}

/** Questions with the same arguments are asked once; the first stands for all of them. */
export const once = (all: readonly Asked[]): Asked[] =>
  [
    ...new Map(all.toReversed().map((one) => [JSON.stringify(one.given), one])).values(),
  ].toReversed();
