import type { APIContext, GetStaticPaths } from "astro";
import { kernelsOf, session, sessionNames, sessionTrace } from "../../../../sessions/library.ts";

export const getStaticPaths = (() =>
  sessionNames().flatMap((name) =>
    kernelsOf(name).map((kernel) => ({ params: { name, kernel } })),
  )) satisfies GetStaticPaths;

/** What a ladder is drawn of, for readers who want it drawn otherwise. */
export const GET = ({ params: { name = "", kernel = "" } }: APIContext): Response =>
  Response.json(sessionTrace(session(name, kernel)));
