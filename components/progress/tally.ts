import { attempts } from "../exercise/attempts.ts";
import { predictions } from "../predict/predictions.ts";
import { chapterOf, progress } from "./progress.ts";

/** How many of how many. */
export type Share = readonly [done: number, all: number];

/** What a reader has done in a chapter. */
export interface Tally {
  readonly read: boolean;
  readonly predicted: Share;
  readonly ran: Share;
  readonly solved: Share;
}

/** What a chapter gives to do, by ids. */
export interface Given {
  readonly predictions: readonly string[];
  readonly cells: readonly string[];
  readonly exercises: readonly string[];
}

/** What is kept about a chapter that gives all this; null where nothing was begun. */
export function tally(slug: string, given: Given): Tally | null {
  const { read, ran } = chapterOf(progress.read(), slug);
  const predicted = predictions.read();
  const tried = attempts.read();
  const share = (ids: readonly string[], done: (id: string) => boolean): Share => [
    ids.filter(done).length,
    ids.length,
  ];
  const found: Tally = {
    read,
    predicted: share(given.predictions, (id) => Object.hasOwn(predicted, id)),
    ran: share(given.cells, (id) => ran.includes(id)),
    solved: share(given.exercises, (id) => tried[id]?.solved === true),
  };
  const begun = read || [found.predicted, found.ran, found.solved].some(([done]) => done > 0);
  return begun ? found : null;
}
