import type { Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Walk, noBrowser, type Eyes, type Visit } from "./browser.ts";

export const CHAPTER = "/server-time-wait/";
export const CHINESE = "/zh-cn/server-time-wait/";
export const PLAYER = "session-player";

/** What a test file of walks through the site works with. */
export interface Walking {
  /** Opens a page; it is closed, and must have been without faults, when the test ends. */
  readonly open: (path: string, eyes?: Eyes) => Promise<Visit>;
  /** The site's address. */
  readonly url: () => string;
}

/**
 * One browser for the tests of a file; where there is none, they are left out with the reason.
 * @param folder what is walked through: the built site, unless told otherwise
 * @param settings further switches of the browser
 */
export function useWalk(folder?: string, settings: readonly string[] = []): Walking {
  let walk: Walk | null = null;
  let visits: Visit[] = [];
  beforeAll(async () => {
    if (!noBrowser) walk = await Walk.begin(folder, settings);
  });
  afterEach(async () => {
    const faults = visits.flatMap((visit) => visit.faults);
    await Promise.all(visits.map((visit) => visit.close()));
    visits = [];
    expect(faults).toEqual([]);
  });
  afterAll(() => walk?.end());
  const begun = (): Walk => {
    if (!walk) throw new Error(noBrowser ?? "the walk has not begun");
    return walk;
  };
  return {
    url: () => begun().url,
    open: async (path, eyes) => {
      const visit = await begun().open(path, eyes);
      visits.push(visit);
      return visit;
    },
  };
}

/** A test that needs a browser; with `each`, one for each of some cases, named by `$what`. */
export const walking = Object.assign(
  (name: string, body: () => Promise<void>) => test.skipIf(noBrowser)(name, body, 120_000),
  {
    each:
      <T extends { readonly what: string }>(cases: readonly T[]) =>
      (name: string, body: (one: T) => Promise<void>) =>
        test.skipIf(noBrowser).each([...cases])(name, body, 120_000),
  },
);

/** The state and the step of the page's first player. */
export const state = (page: Page) =>
  page.$eval(PLAYER, (element) => (element as HTMLElement).dataset.state);
export const step = (page: Page) =>
  page.$eval(PLAYER, (element) => (element as HTMLElement).dataset.step);

/** Resolves when the page's first player is in a state. */
export const until = (page: Page, wanted: string) =>
  page.waitForSelector(`${PLAYER}[data-state="${wanted}"]`, { timeout: 20_000 });

/** Whether an element can be seen. */
export const seen = (page: Page, css: string) =>
  page.$eval(css, (element) => (element as HTMLElement).offsetParent !== null);
