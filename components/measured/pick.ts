import type { MeasurementFile, Row } from "../../src/sessions/measurement.ts";

/** Values that rows must have, by column: one, or any of several. */
export type Wanted = Readonly<Record<string, Row[string] | readonly Row[string][]>>;

/**
 * Some rows and columns of a measurement, in its order.
 * Throws an Error that names the measurement when it has no such column, or no such row.
 */
export function pick(
  file: MeasurementFile,
  rows: Wanted = {},
  columns: readonly string[] = file.columns.map(({ id }) => id),
): Pick<MeasurementFile, "rows" | "columns"> {
  const { measurement, kernel } = file;
  const known = file.columns.map(({ id }) => id);
  const unknown = [...columns, ...Object.keys(rows)].find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new Error(
      `The measurement ${measurement} has no column "${unknown}"; it has ${known.join(", ")}.`,
    );
  const fits = (row: Row) =>
    Object.entries(rows).every(([id, wanted]) =>
      ([wanted].flat() as readonly unknown[]).includes(row[id]),
    );
  const found = file.rows.filter(fits);
  if (found.length === 0)
    throw new Error(
      `The measurement ${measurement} on ${kernel.name} has no row with ${JSON.stringify(rows)}.`,
    );
  return {
    rows: found,
    columns: columns.flatMap((id) => file.columns.filter((column) => column.id === id)),
  };
}
