import { readFileSync } from "node:fs";
import type { APIContext, GetStaticPaths } from "astro";
import { exercise, exerciseIds } from "../../../components/exercise/exercises.ts";
import type { GivenOut } from "../../../components/exercise/given-out.ts";

export const getStaticPaths = (() =>
  exerciseIds().map((id) => ({ params: { id } }))) satisfies GetStaticPaths;

const story = readFileSync("components/exercise/story.ts", "utf8");

/** What an exercise's page needs to grade it. */
export async function GET({ params }: APIContext): Promise<Response> {
  const { function: name, cases, solution, wrongs } = await exercise(params.id ?? "");
  const mistakes = wrongs.map(({ says, wrong }) => ({ says, wrong }));
  return Response.json({ function: name, cases, solution, mistakes, story } satisfies GivenOut);
}
