import { describe, test } from "vitest";
import { experiments } from "../../src/lab/experiments/index.ts";
import { isLong, plays, prevented } from "./playing.ts";

// They wait for most of their time, so they are played at once, beside all other tests.
describe.skipIf(prevented)("what takes longer than a minute", () => {
  test.concurrent.each(experiments.filter(isLong))("$name: every check holds", plays, 400_000);
});
