import type { Play } from "./theatre.ts";

/** What a player plays: its session's timeline. Rejects when it cannot be loaded. */
export async function loadTimeline(player: HTMLElement): Promise<Play> {
  const response = await fetch(player.dataset.timeline ?? "");
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return (await response.json()) as Play;
}
