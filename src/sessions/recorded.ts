import { join } from "node:path";
import { session } from "./library.ts";
import { measurement, measurementPath } from "./measurement.ts";
import { measurementData, sessionData, type MeasurementData, type SessionData } from "./module.ts";

/** A recording that a module's name stands for, read and verified. */
export type Recorded =
  | { readonly kind: "session"; readonly path: string; readonly data: SessionData }
  | { readonly kind: "measurement"; readonly path: string; readonly data: MeasurementData };

/**
 * What cells and chapters import as `session/nat` or `measurement/cost`; `@linux-6.1` after it names
 * the kernel. Null for all other names; throws a SessionError where nothing is recorded under it.
 */
export function recordedAs(specifier: string): Recorded | null {
  const match = /^(session|measurement)\/([^@]*)(?:@(.*))?$/.exec(specifier);
  if (!match) return null;
  const [, kind, name = "", kernel] = match;
  if (kind === "session") {
    const found = session(name, kernel);
    return { kind, path: join(found.folder, "session.json"), data: sessionData(found) };
  }
  const file = measurement(name, kernel);
  const path = measurementPath(name, file.kernel.name);
  return { kind: "measurement", path, data: measurementData(file) };
}
