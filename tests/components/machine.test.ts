import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  idle,
  next,
  positionAt,
  type Playback,
  type PlayerEvent,
} from "../../components/player/machine.ts";

const DURATION = 10_000_000;
const start = idle(DURATION);

/** The player after events, each at its time in ms. */
const after = (...events: [PlayerEvent, number][]): Playback =>
  events.reduce((playback, [event, now]) => next(playback, event, now), start);

const playing = after([{ kind: "open", play: true }, 0], [{ kind: "loaded" }, 100]);

describe("the player", () => {
  test("loads on the first wish, and then does what was wished last", () => {
    expect(after([{ kind: "open", play: true }, 0]).state).toBe("loading");
    expect(playing.state).toBe("playing");
    const paused = after(
      [{ kind: "open", play: true }, 0],
      [{ kind: "open", play: false, at: 5_000_000 }, 50],
      [{ kind: "loaded" }, 100],
    );
    expect(paused).toMatchObject({ state: "paused", position: 5_000_000 });
  });

  test("stands at true time while it plays, and holds it while it is paused", () => {
    expect(positionAt(playing, 2100)).toBe(2_000_000);
    const paused = next(playing, { kind: "pause" }, 2100);
    expect(positionAt(paused, 9999)).toBe(2_000_000);
    expect(positionAt(next(paused, { kind: "play" }, 20_000), 21_000)).toBe(3_000_000);
  });

  test("changes speed without a jump", () => {
    const fast = next(playing, { kind: "speed", rate: 4 }, 1100);
    expect(positionAt(fast, 1100)).toBe(1_000_000);
    expect(positionAt(fast, 2100)).toBe(5_000_000);
  });

  test("keeps a speed chosen before it was loaded", () => {
    const chosen = after(
      [{ kind: "speed", rate: 4 }, 0],
      [{ kind: "open", play: true }, 10],
      [{ kind: "loaded" }, 100],
    );
    expect(positionAt(chosen, 600)).toBe(2_000_000);
  });

  test("ends at the end, once, and plays again from the start", () => {
    expect(next(playing, { kind: "tick" }, 5000).state).toBe("playing");
    const ended = next(playing, { kind: "tick" }, 20_000);
    expect(ended).toMatchObject({ state: "ended", position: DURATION });
    expect(next(ended, { kind: "tick" }, 21_000)).toBe(ended);
    expect(next(ended, { kind: "play" }, 30_000)).toMatchObject({ state: "playing", position: 0 });
  });

  test("seeks in any state but idle and loading, never past the ends", () => {
    const sought = next(playing, { kind: "seek", to: 7_000_000 }, 1000);
    expect(sought).toMatchObject({ state: "playing", position: 7_000_000 });
    expect(next(playing, { kind: "seek", to: -5 }, 1000).position).toBe(0);
    expect(next(playing, { kind: "seek", to: 2e9 }, 1000).state).toBe("ended");
    expect(next(start, { kind: "seek", to: 5 }, 0)).toBe(start);
  });

  test("is idle again when loading failed, and drops late news", () => {
    const failed = after([{ kind: "open", play: true }, 0], [{ kind: "failed" }, 10]);
    expect(failed.state).toBe("idle");
    expect(next(failed, { kind: "loaded" }, 20)).toBe(failed);
    expect(next(playing, { kind: "failed" }, 200)).toBe(playing);
    expect(next(playing, { kind: "open", play: false }, 200)).toBe(playing);
  });

  test("goes round in a loop, and leaves it by a seek", () => {
    const part = { from: 1_000_000, to: 3_000_000, round: true };
    const looping = next(playing, { kind: "part", part }, 2100);
    expect(positionAt(looping, 9000)).toBe(3_000_000);
    expect(next(looping, { kind: "tick" }, 9000)).toMatchObject({
      state: "playing",
      position: 1_000_000,
    });
    expect(next(looping, { kind: "seek", to: 2_000_000 }, 2200).part).toBe(part);
    expect(next(looping, { kind: "seek", to: 3_000_000 }, 2200).part).toBeNull();
    expect(next(playing, { kind: "part", part }, 9000)).toBe(playing); // it is elsewhere
  });

  test("ends where its clip ends, and begins again where it begins", () => {
    const part = { from: 1_000_000, to: 3_000_000, round: false };
    const clip = next(playing, { kind: "part", part }, 2100);
    const ended = next(clip, { kind: "tick" }, 9000);
    expect(ended).toMatchObject({ state: "ended", position: 3_000_000 });
    expect(next(ended, { kind: "play" }, 9100)).toMatchObject({
      state: "playing",
      position: 1_000_000,
    });
    expect(next(clip, { kind: "seek", to: 3_000_000 }, 2200)).toMatchObject({
      state: "ended",
      part,
    });
    expect(next(clip, { kind: "seek", to: 3_000_001 }, 2200)).toMatchObject({
      state: "playing",
      part: null,
    });
  });

  test("shortens silences, and stays where it is when that changes", () => {
    const silences = [{ from: 1_000_000, to: 7_000_000 }];
    const short = next(playing, { kind: "silences", silences }, 1100);
    expect(positionAt(short, 1100)).toBe(1_000_000);
    expect(positionAt(short, 1850)).toBe(4_000_000);
    expect(positionAt(short, 2600)).toBe(7_000_000);
    expect(positionAt(short, 3600)).toBe(8_000_000);
    const true_ = next(short, { kind: "silences", silences: [] }, 1850);
    expect(positionAt(true_, 2850)).toBe(5_000_000);
  });

  test("never leaves the recording, whatever happens in whatever order", () => {
    const event: fc.Arbitrary<PlayerEvent> = fc.oneof(
      fc.record({ kind: fc.constant("open"), play: fc.boolean(), at: fc.integer() }),
      fc.record({ kind: fc.constantFrom("loaded", "failed", "play", "pause", "tick") }),
      fc.record({ kind: fc.constant("seek"), to: fc.integer() }),
      fc.record({
        kind: fc.constant("part"),
        part: fc.constantFrom(
          null,
          { from: 0, to: 4_000_000, round: true },
          { from: 1_000_000, to: 5_000_000, round: false },
          { from: 9_000_000, to: DURATION, round: true },
        ),
      }),
      fc.record({
        kind: fc.constant("silences"),
        silences: fc.constantFrom([], [{ from: 1_000_000, to: 7_000_000 }]),
      }),
      fc.record({ kind: fc.constant("speed"), rate: fc.constantFrom(0.25, 1, 8) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat(5000))), (events) => {
        let now = 0;
        let playback = start;
        for (const [one, wait] of events) {
          now += wait;
          playback = next(playback, one, now);
          const position = positionAt(playback, now + 100);
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(DURATION);
          if (playback.state === "ended") expect(position).toBe(DURATION);
        }
      }),
    );
  });
});
