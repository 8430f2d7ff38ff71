import type { Case } from "./case.ts";

/** A difference between kernel and model that is not the decision's, and why it stays. */
export interface Known {
  readonly id: string;
  /** One sentence. */
  readonly reason: string;
  /** The kernels it was seen on, by name. */
  readonly kernels: readonly string[];
  /** Whether it explains a sentence of `differences` about a case. */
  readonly covers: (one: Case, difference: string) => boolean;
}

export const known: readonly Known[] = [];

/** The explanation of a difference on that kernel, or undefined: then it is unexplained. */
export const explain = (one: Case, difference: string, kernel: string): Known | undefined =>
  known.find(({ kernels, covers }) => kernels.includes(kernel) && covers(one, difference));
