import type { APIContext, GetStaticPaths } from "astro";
import { readFileSync } from "node:fs";
import { measuredOn, measurementNames, measurementPath } from "../../../sessions/measurement.ts";

export const getStaticPaths = (() =>
  measurementNames().flatMap((name) =>
    measuredOn(name).map((kernel) => ({ params: { name, kernel } })),
  )) satisfies GetStaticPaths;

/** The measurement itself, byte for byte. */
export function GET({ params: { name = "", kernel = "" } }: APIContext): Response {
  return new Response(readFileSync(measurementPath(name, kernel)));
}
