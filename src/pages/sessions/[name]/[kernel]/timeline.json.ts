import type { APIContext, GetStaticPaths } from "astro";
import { kernelsOf, session, sessionNames } from "../../../../sessions/library.ts";
import { timelineOf } from "../../../../sessions/timeline.ts";

export const getStaticPaths = (() =>
  sessionNames().flatMap((name) =>
    kernelsOf(name).map((kernel) => ({ params: { name, kernel } })),
  )) satisfies GetStaticPaths;

/** What the player plays. */
export function GET({ params: { name = "", kernel = "" } }: APIContext): Response {
  return Response.json(timelineOf(session(name, kernel)));
}
