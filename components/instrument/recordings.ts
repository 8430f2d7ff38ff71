import type { Recordings } from "./beside.ts";
import { stageHash } from "./beside.ts";
import { presets } from "./presets.ts";
import { shelf } from "./shelf.ts";

let known: Recordings | null = null;

/** All recordings that the page can set beside the model, read once. To be called from the project's root. */
export function recordings(): Recordings {
  known ??= {
    shelf: shelf(),
    sessions: presets().map(({ id, situation, recordings: made }) => ({
      id,
      hash: stageHash(situation),
      recordings: made,
    })),
  };
  return known;
}
