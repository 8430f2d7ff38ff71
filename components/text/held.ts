import { bare } from "../../src/sessions/kernels.ts";
import { kernelsOf, session } from "../../src/sessions/library.ts";
import { measuredOn, measurement } from "../../src/sessions/measurement.ts";
import type { Bilingual } from "../../src/sessions/schema.ts";
import { list } from "../lang.ts";

/** Kernels as a sentence names them: "5.10, 6.1 and 7.3". Throws an Error when there are none. */
export function spoken(kernels: readonly string[], of: string): Bilingual {
  if (kernels.length === 0) throw new Error(`no recording shows ${of}: record it, or say less`);
  const numbers = kernels.map(bare);
  return { en: list(numbers, "en"), "zh-cn": list(numbers, "zh-cn") };
}

/** Whether a recording made all these checks; that they held, reading it has shown. */
const made = (checks: readonly { id: string }[], wanted: readonly string[]): boolean =>
  wanted.every((id) => checks.some((check) => check.id === id));

/** The kernels on whose recordings of a session all these checks were made. */
export const heldInSession = (name: string, checks: readonly string[]): Bilingual =>
  spoken(
    kernelsOf(name).filter((kernel) => made(session(name, kernel).file.checks, checks)),
    `${checks.join(", ")} in ${name}`,
  );

/** The kernels whose measurements made all these checks. */
export const heldInMeasurement = (name: string, checks: readonly string[]): Bilingual =>
  spoken(
    measuredOn(name).filter((kernel) => made(measurement(name, kernel).checks, checks)),
    `${checks.join(", ")} in ${name}`,
  );
