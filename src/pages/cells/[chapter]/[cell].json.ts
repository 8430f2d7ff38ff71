import { readdirSync } from "node:fs";
import type { APIContext, GetStaticPaths } from "astro";
import { cellFolder, cellIds, readProgram } from "../../../notebook/cells.ts";

export const getStaticPaths = (() =>
  readdirSync("content/chapters").flatMap((chapter) =>
    cellIds(cellFolder(chapter)).map((cell) => ({ params: { chapter, cell } })),
  )) satisfies GetStaticPaths;

/** A cell's program: what the page hands to the sandbox. */
export function GET({ params }: APIContext): Response {
  const { chapter = "", cell = "" } = params;
  return Response.json(readProgram(cellFolder(chapter), cell));
}
