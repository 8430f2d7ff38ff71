import { describe, expect, test } from "vitest";
import { happenedIn } from "../../../components/instrument/happened.ts";
import { fromHash, toHash } from "../../../components/instrument/link.ts";
import { play } from "../../../components/instrument/play.ts";
import { presets, rulesOf } from "../../../components/instrument/presets.ts";

const all = presets();

describe.each(all.map((preset) => [preset.id, preset] as const))(
  "%s",
  (_id, { situation, recordings }) => {
    test.each(recordings.map((recording) => [recording.kernel, recording] as const))(
      "the model does in its situation what was recorded on %s",
      (kernel, { happened }) => {
        const rules = rulesOf(kernel);
        expect(rules).not.toBeNull();
        const on = { ...situation, rules: rules ?? situation.rules };
        expect(happenedIn(on, play(on))).toEqual(happened);
      },
    );

    test("goes into a link and back", () => {
      const read = fromHash(toHash(situation));
      expect(read?.wrong).toEqual([]);
      expect(toHash(read?.situation ?? situation)).toBe(toHash(situation));
    });
  },
);
