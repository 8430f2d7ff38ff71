import type { APIContext, GetStaticPaths } from "astro";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SHELF = "content/measurements/oracle";

export const getStaticPaths = (() =>
  readdirSync(SHELF)
    .filter((file) => /\.(jsonl|md)$/.test(file))
    .map((file) => ({ params: { file } }))) satisfies GetStaticPaths;

/** The cases that kernels were asked and their answers, byte for byte; FORMAT.md explains them. */
export function GET({ params: { file = "" } }: APIContext): Response {
  return new Response(readFileSync(join(SHELF, file)));
}
