import { sideBySide } from "./diff.ts";
import type { exerciseWords } from "./words.ts";

type Words = (typeof exerciseWords)["en"];

/** The reader's code beside the solution, as an element. */
export function comparison(code: string, solution: string, words: Words): HTMLElement {
  const table = document.createElement("div");
  table.className = "diff";
  for (const [left, right] of sideBySide(code, solution)) {
    const row = document.createElement("div");
    const same = left === right;
    row.append(lineOf(left, same, "−", words.onlyYours), lineOf(right, same, "+", words.onlyOurs));
    table.append(row);
  }
  return table;
}

function lineOf(text: string | null, same: boolean, sign: string, said: string): HTMLElement {
  const line = document.createElement("span");
  line.className = `line ${same ? "same" : text === null ? "none" : "only"}`;
  if (text === null) return line;
  if (!same) {
    line.dataset.sign = sign;
    const hidden = document.createElement("span");
    hidden.className = "vh";
    hidden.textContent = said;
    line.append(hidden);
  } else if (sign === "+") line.setAttribute("aria-hidden", "true"); // said once
  line.append(text || " ");
  return line;
}
