import type { Lang } from "../lang.ts";
import type { Paper } from "./grade.ts";

/** An exercise as the page loads it, when it is first checked. */
export interface GivenOut extends Paper {
  readonly solution: string;
  /** Known mistakes: what to say to code that gets just these questions wrong. */
  readonly mistakes: readonly {
    readonly says: Readonly<Record<Lang, string>>;
    readonly wrong: readonly number[];
  }[];
  /** The source of story.ts. */
  readonly story: string;
}

const papers = new Map<string, Promise<GivenOut>>();

/** An exercise's paper, asked for once. Rejects when it cannot be had; the next call tries again. */
export function paperAt(address: string): Promise<GivenOut> {
  const known = papers.get(address);
  if (known) return known;
  const loading = fetch(address).then(async (response) => {
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return (await response.json()) as GivenOut;
  });
  papers.set(address, loading);
  loading.catch(() => papers.delete(address));
  return loading;
}
