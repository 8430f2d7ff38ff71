import { COLUMNS, rowsOf } from "./ladder.ts";
import type { Output } from "./output.ts";
import { plotTable } from "./plot.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** What a cell showed, as HTML: the same in the built page and after a run. */
export const outputsHtml = (outputs: readonly Output[]): string => outputs.map(outputHtml).join("");

/** One output as HTML: spans only, for an <output> may hold nothing else. Roles make a table of them. */
export function outputHtml(output: Output): string {
  if (output.kind === "text") {
    const label =
      output.label === undefined ? "" : `<span class="label">${escapeHtml(output.label)}</span> `;
    return `<span class="shown">${label}<span class="value">${escapeHtml(output.text)}</span></span>`;
  }
  if (output.kind === "error") {
    const { line, file, message } = output;
    const place = line === undefined || file !== undefined ? "" : ` data-line="${line}"`;
    const where = file === undefined ? "" : ` (${file}, line ${line})`;
    return `<span class="shown failed"${place}>${escapeHtml(message + where)}</span>`;
  }
  // Drawn by who has the pen.
  if (output.kind === "ladder" || output.kind === "plot")
    return `<span class="shown ${output.kind}"></span>`;
  return tableHtml(output.columns, output.rows, ' tabindex="0"');
}

/**
 * A table as HTML, of spans whose roles make it one.
 * @param attributes further ones, as HTML: who shows it lets it take the focus, so that keys scroll it
 */
export function tableHtml(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  attributes = "",
): string {
  const row = (cells: readonly string[], role: string) =>
    `<span role="row">${cells.map((cell) => `<span role="${role}">${escapeHtml(cell)}</span>`).join("")}</span>`;
  return `<span class="shown" role="table"${attributes}>${row(columns, "columnheader")}${rows.map((cells) => row(cells, "cell")).join("")}</span>`;
}

/** The same as plain text, for files and diffs: `label: value`, tables with columns aligned. */
export function outputsText(outputs: readonly Output[]): string {
  return outputs.map((output) => `${outputText(output)}\n`).join("");
}

/** What is shown as a table, or has one beside it: its head and its rows. */
function tableOf(output: Exclude<Output, { kind: "text" | "error" }>): (readonly string[])[] {
  if (output.kind === "ladder") return [COLUMNS, ...rowsOf(output.trace)];
  return output.kind === "plot" ? plotTable(output.plot) : [output.columns, ...output.rows];
}

function outputText(output: Output): string {
  if (output.kind === "text")
    return output.label === undefined ? output.text : `${output.label}: ${output.text}`;
  if (output.kind === "error") {
    const { line, file, message } = output;
    if (file !== undefined) return `error: ${message} (${file}, line ${line})`;
    return `error${line === undefined ? "" : ` in line ${line}`}: ${message}`;
  }
  const rows = tableOf(output);
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
