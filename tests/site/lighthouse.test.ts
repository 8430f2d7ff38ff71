import lighthouse from "lighthouse";
import { expect } from "vitest";
import { oneOfEach } from "./kinds.ts";
import { useWalk, walking } from "./walk.ts";

const { open, url } = useWalk();

/** Nothing is measured here: speed is a benchmark's matter, and a page without it is judged in seconds. */
const settings = {
  onlyCategories: ["accessibility", "best-practices", "seo"],
  formFactor: "mobile" as const,
  maxWaitForLoad: 1000,
  maxWaitForFcp: 1000,
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 200,
  cpuQuietThresholdMs: 0,
  disableStorageReset: true,
  disableFullPageScreenshot: true,
};

// The whole book is the chapters again, and takes ten times as long.
walking.each(oneOfEach.filter(({ what }) => what !== "whole book"))(
  "Lighthouse finds nothing to mend: $what",
  async ({ path }) => {
    const { page } = await open("/404.html"); // a page of its own, from which Lighthouse goes on
    const result = await lighthouse(
      new URL(path, url()).href,
      undefined,
      { extends: "lighthouse:default", settings },
      page,
    );
    if (!result) throw new Error("Lighthouse has no result");
    const { categories, audits, runtimeError } = result.lhr;
    expect(runtimeError).toBeUndefined();
    const failed = Object.values(audits)
      .filter(({ score }) => score !== null && score < 1)
      .map(({ id, details }) => `${id}: ${JSON.stringify(details).slice(0, 400)}`);
    expect(failed).toEqual([]);
    const scores = Object.values(categories).map(({ id, score }) => [id, score]);
    expect(scores).toEqual(settings.onlyCategories.map((id) => [id, 1]));
  },
);
