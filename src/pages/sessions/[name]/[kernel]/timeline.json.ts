import type { APIContext, GetStaticPaths } from "astro";
import { movingLadder } from "../../../../../components/player/moving-ladder.ts";
import { kernelsOf, session, sessionNames } from "../../../../sessions/library.ts";
import type { Play } from "../../../../../components/player/theatre.ts";
import { timelineOf } from "../../../../sessions/timeline.ts";

export const getStaticPaths = (() =>
  sessionNames().flatMap((name) =>
    kernelsOf(name).map((kernel) => ({ params: { name, kernel } })),
  )) satisfies GetStaticPaths;

/** What the player plays. */
export function GET({ params: { name = "", kernel = "" } }: APIContext): Response {
  const found = session(name, kernel);
  return Response.json({ ...timelineOf(found), ladder: movingLadder(found) } satisfies Play);
}
