import type { Case } from "./case.ts";
import { timesOf } from "./times.ts";

/** A difference between kernel and model that is not a decision's, and why it stays. */
export interface Known {
  readonly id: string;
  /** One sentence. */
  readonly reason: string;
  /** The kernels it was seen on, by name; all when absent. */
  readonly kernels?: readonly string[];
  /** Whether it explains a sentence that `differences` has said about a case. */
  readonly covers: (one: Case, difference: string) => boolean;
}

/** SYN_RECV sends its SYN-ACK again after a second; the injector listens for a while after a step. */
const SYNACK_TIMER = { after: 900, until: 1020 };

/**
 * Every difference that is explained, on any kernel. A recorded example of each stands in
 * content/measurements/oracle/known.jsonl; tests/oracle/known.test.ts fails without.
 */
export const known: readonly Known[] = [
  {
    id: "synack-timer",
    reason:
      "The SYN comes once more just when SYN_RECV sends its SYN-ACK again by itself: the two SYN-ACKs look the same, and the model has no such timer.",
    covers: (one, difference) => {
      const times = timesOf(one);
      const now = times[stepOf(difference)] ?? 0;
      return (
        /: (repl|reaction SYN-ACK)/.test(difference) &&
        times.some((then) => now - then >= SYNACK_TIMER.after && now - then <= SYNACK_TIMER.until)
      );
    },
  },
];

const stepOf = (difference: string): number => Number(/^step (\d+)/.exec(difference)?.[1]);

/** The explanation of a difference on that kernel, or undefined: then it is unexplained. */
export const explain = (one: Case, difference: string, kernel: string): Known | undefined =>
  known.find(
    ({ kernels, covers }) => (kernels?.includes(kernel) ?? true) && covers(one, difference),
  );
