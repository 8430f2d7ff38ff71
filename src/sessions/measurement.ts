import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { SessionError } from "./error.ts";
import { readJson } from "./json.ts";
import { byAge, usualOf } from "./kernels.ts";
import { remembered } from "./remember.ts";
import { bilingual, id, kernelSchema, programsSchema } from "./schema.ts";

/** content/measurements/<name>/<kernel>.json: an experiment whose result is a table, not a story. */

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const check = z
  .strictObject({
    id,
    title: bilingual,
    where: z.record(z.string(), value).describe("the rows it is about: all with these values"),
    column: z.string(),
    is: z
      .union([
        z.strictObject({ exactly: value }),
        z.strictObject({ atLeast: z.number() }),
        z.strictObject({ atMost: z.number() }),
      ])
      .describe("what each of those rows has in that column"),
  })
  .describe("at least one row is meant, and every row that is meant holds");

const measurementSchema = z.strictObject({
  format: z.literal(1),
  measurement: id,
  title: bilingual,
  summary: bilingual,
  recorded: z.iso.datetime(),
  kernel: kernelSchema,
  tools: z.record(z.string(), z.string()).describe("program → what it says of its version"),
  programs: programsSchema,
  columns: z
    .array(z.strictObject({ id: z.string(), title: bilingual, unit: z.string().optional() }))
    .min(1),
  rows: z.array(z.record(z.string(), value)).min(1),
  finding: bilingual.describe("what may differ from kernel to kernel, in a few words"),
  checks: z.array(check).min(1),
  raw: z
    .array(
      z.strictObject({
        network: z.enum(["loopback", "veth"]),
        host: z.enum(["client", "server"]),
        sysctls: z.record(z.string(), z.string()).describe("what was written on every host before"),
        command: z.string(),
        exit: z.number().int().nullable(),
        output: z.string(),
      }),
    )
    .describe("what was run where, and what it printed, in order"),
});

export type MeasurementFile = z.infer<typeof measurementSchema>;
export type MeasurementCheck = MeasurementFile["checks"][number];
export type Row = MeasurementFile["rows"][number];

/**
 * Whether a check holds for the rows.
 * @returns null if it does, else what was found instead, as the end of a sentence.
 */
export function refuteRows(
  { where, column, is }: MeasurementCheck,
  rows: readonly Row[],
): string | null {
  const meant = rows.filter((row) =>
    Object.entries(where).every(([name, wanted]) => row[name] === wanted),
  );
  if (meant.length === 0) return "no row is meant";
  const holds = (found: Row[string] | undefined): boolean => {
    if ("exactly" in is) return found === is.exactly;
    if (typeof found !== "number") return false;
    return "atLeast" in is ? found >= is.atLeast : found <= is.atMost;
  };
  const wrong = meant.find((row) => !holds(row[column]));
  return wrong ? `${column} is ${JSON.stringify(wrong[column])} in ${JSON.stringify(wrong)}` : null;
}

/**
 * Reads a measurement and makes all its checks again.
 * Throws a SessionError that names the file, the place and the reason.
 */
export function readMeasurement(path: string): MeasurementFile {
  const fail = (place: string, reason: string): never => {
    throw new SessionError(path, place, reason);
  };
  const file = readJson(path, measurementSchema, "measurement");
  const { columns, rows, checks } = file;
  const known = new Set(columns.map((column) => column.id));
  for (const [index, row] of rows.entries()) {
    for (const name of Object.keys(row))
      if (!known.has(name)) fail(`rows.${index}`, `there is no column "${name}"`);
    for (const name of known)
      if (!(name in row)) fail(`rows.${index}`, `it has no value in the column "${name}"`);
  }
  for (const [index, { id }] of checks.entries())
    if (checks.findIndex((check) => check.id === id) < index)
      fail(`check ${id}`, "there are two of that name");
  for (const check of checks) {
    const found = refuteRows(check, rows);
    if (found !== null) fail(`check ${check.id}`, `"${check.title.en}" fails: ${found}`);
  }
  return file;
}

/** Where measurements are kept, below the project's root. */
const SHELF = "content/measurements";

const files = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** The kernels a measurement was made on, oldest first. */
export const measuredOn = (name: string): string[] =>
  files(join(SHELF, name))
    .filter((file) => /^linux-[\d.]+\.json$/.test(file))
    .map((file) => file.replace(/\.json$/, ""))
    .sort(byAge);

/** The newest kernel that a measurement was made on without emulation; else the newest. */
export const usuallyMeasuredOn = (name: string): string =>
  usualOf(measuredOn(name), (kernel) => measurement(name, kernel));

/** The names of all measurements. */
export const measurementNames = (): string[] =>
  files(SHELF)
    .filter((name) => measuredOn(name).length > 0)
    .sort();

/** The file of a measurement made on a kernel. */
export const measurementPath = (name: string, kernel: string): string =>
  join(SHELF, name, `${kernel}.json`);

const read = remembered(readMeasurement);

/**
 * A measurement, read and verified once; the one on the newest kernel that was not emulated, unless
 * told otherwise. To be called from the project's root; throws a SessionError.
 */
export function measurement(name: string, kernel = usuallyMeasuredOn(name)): MeasurementFile {
  if (kernel === "")
    throw new SessionError(
      join(SHELF, name),
      "the folder",
      `no measurement "${name}" was made; there are ${measurementNames().join(", ")}`,
    );
  const path = measurementPath(name, kernel);
  const file = read(path);
  if (file.measurement !== name || file.kernel.name !== kernel)
    throw new SessionError(path, "measurement", `it is ${file.measurement} on ${file.kernel.name}`);
  return file;
}
