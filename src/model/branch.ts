/** One condition that was evaluated, as the kernel writes it, and how it came out. */
export interface Branch {
  readonly condition: string;
  readonly value: boolean;
  /** The kernel function the condition stands in. */
  readonly function: string;
}

/** Takes down the conditions of one kernel function, and hands their values through. */
export type Test = (condition: string, value: boolean) => boolean;

/** A Test that appends to `branches` what it is told about the kernel function of that name. */
export const testIn =
  (name: string, branches: Branch[]): Test =>
  (condition, value) => {
    branches.push({ condition, value, function: name });
    return value;
  };
