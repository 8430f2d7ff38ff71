import type { Lang } from "../lang.ts";

/** What a player says by its script before anything is played: these words come with every page. */
export interface Said {
  readonly play: string;
  readonly again: string;
  readonly loading: string;
  readonly failed: string;
  readonly hidePane: string;
  readonly showPane: string;
  readonly played: (now: string, whole: string) => string;
}

export const said: Record<Lang, Said> = {
  en: {
    play: "Play",
    again: "Again",
    loading: "Loading",
    failed: "The player could not be loaded. Everything it plays is also on this page, below.",
    hidePane: "Hide",
    showPane: "Show",
    played: (now, whole) => `shortened: ${now} of ${whole} s`,
  },
  "zh-cn": {
    play: "播放",
    again: "重播",
    loading: "载入中",
    failed: "播放器没能载入。它要播放的一切，本页下方都有。",
    hidePane: "收起",
    showPane: "展开",
    played: (now, whole) => `缩短后 ${now} / ${whole} s`,
  },
};
