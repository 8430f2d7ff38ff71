import { Bench } from "./bench.ts";
import { build, builders } from "./build.ts";
import { EMULATOR } from "./emulator.ts";
import type { Measurement } from "./experiment.ts";
import { thisKernel } from "./kernel.ts";
import { must } from "./network.ts";
import type { Recording } from "./perform.ts";
import { Sentence } from "./sentence.ts";
import { ALWAYS, requireTools } from "./tools.ts";
import type { MeasurementFile } from "../sessions/measurement.ts";

/** The one file a measurement writes. */
export const MEASUREMENT_FILE = "measurement.json";

/**
 * Makes a measurement in this network and mount namespace, which must be its own, and checks it.
 * @param cwd an empty folder to work in
 * Rejects with a Sentence when anything is not as it must be.
 */
export async function measure(
  measurement: Measurement,
  { cwd, report }: { cwd: string; report: (line: string) => void },
): Promise<Recording> {
  const tools = requireTools([...ALWAYS, ...measurement.tools]);
  const programs = (measurement.programs ?? []).map((source) => build(source, cwd));
  const recorded = new Date().toISOString();
  must("mount -t tmpfs tmpfs /run"); // ip keeps the names of namespaces there
  const bench = new Bench(cwd, report);
  try {
    await measurement.measure(bench);
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    throw new Sentence(`${measurement.name}, after ${bench.rows.length} rows: ${error.message}`);
  }
  const { name, title, summary, columns } = measurement;
  const { rows, raw, checks, finding } = bench;
  if (!finding) throw new Error(`${name} has not said what it found`);
  const file: MeasurementFile = {
    format: 1,
    measurement: name,
    title,
    summary,
    recorded,
    kernel: thisKernel(),
    tools: { ...EMULATOR, ...tools, ...builders(programs) },
    programs,
    columns,
    rows,
    finding,
    checks,
    raw,
  };
  return new Map([[MEASUREMENT_FILE, `${JSON.stringify(file, null, 2)}\n`]]);
}
