import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Reel } from "../../components/player/reel.ts";
import { parseCast } from "../../src/sessions/cast.ts";
import { kernelsOf, session, sessionNames } from "../../src/sessions/library.ts";
import type { Session } from "../../src/sessions/read.ts";
import { timelineOf } from "../../src/sessions/timeline.ts";
import { apply, framesOf, lead, seen, shuffled, terminal } from "./screens.ts";

/** What a terminal shows at times, fed straight from its file. */
async function straight({ folder, file }: Session, id: string, times: readonly number[]) {
  const of = file.terminals.find((one) => one.id === id);
  const path = join(folder, of?.file ?? "");
  const { events, cols, rows } = parseCast(readFileSync(path, "utf8"), path);
  const screen = terminal([cols, rows]);
  const screens = new Map<number, string>();
  let given = 0;
  for (const at of times) {
    const from = given;
    while ((events[given]?.at ?? Infinity) <= at) given++;
    const output = events.slice(from, given).filter(({ code }) => code === "o");
    await apply(screen, { data: output.map(({ data }) => data).join("") });
    screens.set(at, seen(screen));
  }
  screen.dispose();
  return screens;
}

const recordings = sessionNames().flatMap((name) =>
  kernelsOf(name).map((kernel) => session(name, kernel)),
);

test("whichever way a step is reached, every terminal shows what its file says, cell by cell", async () => {
  let [screens, frames] = [0, 0];
  const check = async (
    found: Session,
    { id, cols, rows, output }: ReturnType<typeof timelineOf>["terminals"][number],
  ) => {
    const { steps, duration } = found.file;
    const times = [0, ...steps.map(({ at }) => at), duration];
    const wanted = await straight(found, id, times);
    const size = [cols, rows] as const;
    const keys = await framesOf(output, size, 250);
    frames += keys.length;
    const backwards = times.toReversed();
    const routes = {
      "from the start": [times.flatMap((at) => [0, at]), []],
      backwards: [backwards, []],
      "back and forth": [shuffled(times), []],
      "through key frames": [[...backwards, ...shuffled(times), ...times], keys],
    } as const;
    for (const [route, [stops, keys]] of Object.entries(routes)) {
      const screen = terminal(size);
      const reel = new Reel(output, size, keys);
      for (const at of stops) {
        const same = (await lead(screen, reel, at)) === wanted.get(at);
        expect(same, `${found.folder}, ${id} at ${at} µs, ${route}`).toBe(true);
        screens++;
      }
      screen.dispose();
    }
  };
  await Promise.all(
    recordings.flatMap((found) =>
      timelineOf(found).terminals.map((terminal) => check(found, terminal)),
    ),
  );
  expect(screens).toBeGreaterThan(10_000);
  expect(frames).toBeGreaterThan(1000);
}, 120_000);
