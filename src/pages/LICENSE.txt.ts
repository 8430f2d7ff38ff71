import { readFileSync } from "node:fs";

/** The project's licence, as a page of its own. */
export const GET = (): Response => new Response(readFileSync("LICENSE", "utf8"));
