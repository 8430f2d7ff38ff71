import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readRecording } from "../../components/player/recording.ts";
import { Reel } from "../../components/player/reel.ts";
import { apply, framesOf, lead, seen, shuffled, terminal } from "./screens.ts";

const read = (name: string) => {
  const file = new URL(`../site/cast-page/public/${name}`, import.meta.url);
  return readRecording(readFileSync(file, "utf8"), name);
};

test.each(["asciinema-2.2.cast", "v3.cast"])(
  "%s shows the same by whichever way, through changes of size as well",
  async (name) => {
    const { output, size } = await read(name);
    const straight = terminal(size, 0);
    const wanted = new Map<number, string>();
    for (const [at, data, size] of output) {
      await apply(straight, { data, ...(size && { size }) });
      wanted.set(at, seen(straight));
    }
    const times = [...wanted.keys()];
    for (const frames of [[], await framesOf(output, size, 1, 0)]) {
      const screen = terminal(size, 0);
      const reel = new Reel(output, size, frames);
      for (const at of [...times.toReversed(), ...shuffled(times), ...times])
        expect(await lead(screen, reel, at), `at ${at}`).toBe(wanted.get(at));
    }
  },
);

test("a recording has its title, its chapters, its end, and whether silences were to be shortened", async () => {
  const v2 = await read("asciinema-2.2.cast");
  expect(v2).toMatchObject({ title: "Recorded by asciinema", shortened: true, exit: null });
  const v3 = await read("v3.cast");
  expect(v3).toMatchObject({ size: [30, 6], duration: 8_500_000, shortened: false, exit: "0" });
  expect(v3.chapters).toEqual([
    { at: 500_000, title: "The first lines" },
    { at: 2_500_000, title: "" },
  ]);
});
