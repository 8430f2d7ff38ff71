import type { Branch } from "../../src/model/index.ts";

/** A line of code as far as light needs it. */
export interface Testing {
  readonly tests: readonly { readonly code: string; readonly model: string }[];
  readonly within: number;
  readonly returns?: true | undefined;
  readonly code: string;
}

/** A line in the light of one segment. */
export interface Lit {
  /** Whether control reached it: a condition of it was evaluated, or it was executed. */
  readonly reached: boolean;
  /** Whether control left the function here. */
  readonly returned: boolean;
  /** How each of its conditions came out; null: never evaluated. */
  readonly values: readonly (boolean | null)[];
}

const begins = /\bif \(/;

/** What stands before each condition of a line: an `&&`, an `||`, or neither. */
function joints({ code, tests }: Testing): ("&&" | "||" | "")[] {
  let rest = code;
  return tests.map((test) => {
    const at = rest.indexOf(test.code);
    const before = rest.slice(0, at);
    rest = rest.slice(at + test.code.length);
    return before.includes("||") ? "||" : before.includes("&&") ? "&&" : "";
  });
}

/**
 * Lights up lines by the conditions that were evaluated, in their order. && and || stop as soon as the
 * outcome is certain, so what an `if` came to is what its last evaluated condition came to.
 */
export function light(lines: readonly Testing[], branches: readonly Branch[]): Lit[] {
  let next = 0;
  let gone = false;
  /** What the `if` around each depth came to, as far as is known; null: not evaluated. */
  const around: (boolean | null)[] = [];
  /** The operator at the end of the line before. */
  let hanging: "&&" | "||" | "" = "";
  return lines.map((line) => {
    const { tests, within, returns, code } = line;
    const inside = !gone && around.slice(0, within).every((value) => value === true);
    if (tests.length > 0 && begins.test(code)) around[within] = null;
    const operators = joints(line);
    const values = tests.map(({ model }, index) => {
      const so = around[within] ?? null;
      const operator = operators[index] || (index === 0 ? hanging : "");
      const certain = (operator === "&&" && so === false) || (operator === "||" && so === true);
      if (!inside || certain) return null;
      // The first condition of an if may come later; any other follows at once.
      const at = branches.findIndex(({ condition }, place) => place >= next && condition === model);
      if (at < 0 || (so !== null && at > next)) return null;
      next = at + 1;
      const value = branches[at]?.value ?? null;
      around[within] = value;
      return value;
    });
    hanging = /&&\s*$/.test(code) ? "&&" : /\|\|\s*$/.test(code) ? "||" : "";
    const reached = tests.length > 0 ? values.some((value) => value !== null) : inside;
    const returned = Boolean(returns && reached);
    gone ||= returned;
    return { reached, returned, values };
  });
}
