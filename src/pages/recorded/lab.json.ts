import { recordings } from "../../../components/instrument/recordings.ts";

/** What kernels did in situations that the lab page can show, for its script. */
export const GET = (): Response => Response.json(recordings());
