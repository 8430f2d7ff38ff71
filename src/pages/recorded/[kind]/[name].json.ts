import type { APIContext, GetStaticPaths } from "astro";
import { sessionNames } from "../../../sessions/library.ts";
import { measurementNames } from "../../../sessions/measurement.ts";
import { recordedAs } from "../../../sessions/recorded.ts";

export const getStaticPaths = (() => [
  ...sessionNames().map((name) => ({ params: { kind: "session", name } })),
  ...measurementNames().map((name) => ({ params: { kind: "measurement", name } })),
]) satisfies GetStaticPaths;

/** What a cell imports as `session/nat` or `measurement/cost`, for a reader who comes to import it. */
export function GET({ params }: APIContext): Response {
  const { kind = "", name = "" } = params;
  return Response.json(recordedAs(`${kind}/${name}`)?.data);
}
