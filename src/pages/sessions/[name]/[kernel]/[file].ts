import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIContext, GetStaticPaths } from "astro";
import { kernelsOf, session, sessionNames } from "../../../../sessions/library.ts";

export const getStaticPaths = (() =>
  sessionNames().flatMap((name) =>
    kernelsOf(name).flatMap((kernel) => {
      const { file } = session(name, kernel);
      const files = ["session.json", file.packets.file, ...file.terminals.map((one) => one.file)];
      return files.map((file) => ({ params: { name, kernel, file } }));
    }),
  )) satisfies GetStaticPaths;

/** The recorded files themselves, byte for byte. */
export function GET({ params: { name = "", kernel = "", file = "" } }: APIContext): Response {
  return new Response(readFileSync(join(session(name, kernel).folder, file)));
}
