import { escapeHtml } from "../../src/notebook/html.ts";

const KEYWORDS = /\b(if|else|return|goto|const|static|struct|bool|u32|s32|int|enum|true|false)\b/g;
const COMMENT = /(\/\*.*?\*\/|\/\/.*$)/;

/** How a condition is underlined: true solid, false dashed, never evaluated dotted. */
const CSS = { true: "cond", false: "cond no", null: "cond un" } as const;

/** A stretch of code without conditions in it: keywords bold, comments grey. */
const plain = (code: string): string =>
  code
    .split(COMMENT)
    .map((part) =>
      COMMENT.test(part)
        ? `<span class="cm">${escapeHtml(part)}</span>`
        : escapeHtml(part).replace(KEYWORDS, '<span class="k">$1</span>'),
    )
    .join("");

/**
 * A line of code as HTML, its conditions underlined by how they came out; plain when nothing lights it.
 * Throws an Error when a condition is not in the line after the one before it.
 */
export function codeHtml(
  code: string,
  conditions: readonly string[],
  values: readonly (boolean | null)[] | null,
): string {
  let rest = code;
  let html = "";
  for (const [index, condition] of conditions.entries()) {
    const at = rest.indexOf(condition);
    if (at < 0)
      throw new Error(`There is no condition "${condition}" in the line "${code.trim()}".`);
    const css = values ? CSS[`${values[index] ?? null}`] : "cond plain";
    html += `${plain(rest.slice(0, at))}<span class="${css}">${plain(condition)}</span>`;
    rest = rest.slice(at + condition.length);
  }
  return html + plain(rest);
}

/** How many tabs all lines begin with; empty lines and labels have none anyway. */
export function indentOf(lines: readonly string[]): number {
  const indented = lines.filter((code) => code !== "" && !/^\w+:$/.test(code));
  return Math.min(...indented.map((code) => /^\t*/.exec(code)?.[0].length ?? 0));
}
