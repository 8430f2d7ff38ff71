import fc from "fast-check";
import { expect, test } from "vitest";
import { Reel, type Output } from "../../components/player/reel.ts";
import { apply, framesOf, lead, seen, terminal } from "./screens.ts";

const number = fc.integer({ min: 1, max: 14 });
const csi = (final: string, ...of: fc.Arbitrary<number | string>[]) =>
  fc.tuple(...of).map((values) => `\x1b[${values.join(";")}${final}`);

const text = fc.oneof(
  fc.string({ maxLength: 30 }).map((text) => text.replace(/[\x00-\x1f\x7f-\x9f]/g, "")),
  fc.constantFrom(
    "时间等待",
    "e\u0301a\u0308",
    "🙂🙂",
    "界",
    "abcdefghijkl",
    "\r\n",
    "\n",
    "\t",
    "\b",
  ),
);
const look = csi(
  "m",
  fc.constantFrom(
    ...[
      "0",
      "1",
      "2",
      "3",
      "4",
      "4:3",
      "5",
      "7",
      "8",
      "9",
      "22",
      "24",
      "27",
      "31",
      "39",
      "44",
      "49",
    ],
    ...[
      "53",
      "92",
      "103",
      "38;5;3",
      "48;5;200",
      "38;2;1;2;3",
      "48;2;9;8;7",
      "58;5;9",
      "58:2::1:2:3",
    ],
  ),
);
const motion = fc.oneof(
  csi("H", number, number),
  ...["A", "B", "C", "D", "G", "d", "X", "P", "@", "L", "M", "S", "T", "b"].map((final) =>
    csi(final, number),
  ),
  csi("J", fc.constantFrom(0, 1, 2)),
  csi("K", fc.constantFrom(0, 1, 2)),
  fc.constantFrom("\x1b7", "\x1b8", "\x1bM", "\x1bD", "\x1bE"),
);
const mode = fc.oneof(
  csi("r", number, number),
  fc.constantFrom(
    ...["\x1b[?1049h", "\x1b[?1049l", "\x1b[?47h", "\x1b[?47l", "\x1b[?25l", "\x1b[?25h"],
    ...[
      "\x1b[?6h",
      "\x1b[?6l",
      "\x1b[?7l",
      "\x1b[?7h",
      "\x1b[?45h",
      "\x1b[4h",
      "\x1b[4l",
      "\x1b[20h",
    ],
    ...["\x1b[20l", "\x1b(0", "\x1b(B", "\x0e", "\x0f", "\x1bH", "\x1b[3g", "\x1b[2 q", "\x1b[0 q"],
  ),
);
const written = fc
  .array(
    fc.oneof(
      { arbitrary: text, weight: 5 },
      { arbitrary: look, weight: 3 },
      { arbitrary: motion, weight: 3 },
      mode,
    ),
    {
      maxLength: 40,
      size: "max",
    },
  )
  .map((parts) => parts.join(""));
/** Cut anywhere, within sequences and characters as well. */
const output = fc
  .tuple(written, fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 9 }))
  .map(([text, lengths]): Output => {
    const pieces: [number, string][] = [];
    for (let at = 0; at < text.length;) {
      const length = lengths[pieces.length % lengths.length] ?? 1;
      pieces.push([pieces.length, text.slice(at, at + length)]);
      at += length;
    }
    return pieces;
  });
const size = fc.tuple(fc.integer({ min: 2, max: 14 }), fc.integer({ min: 1, max: 8 }));

test("a screen that was reached through any key frame is the same, and goes on the same", async () => {
  let frames = 0;
  await fc.assert(
    fc.asyncProperty(output, size, async (output, size) => {
      const keys = await framesOf(output, size, 1, 0);
      frames += keys.length;
      const straight = terminal(size, 0);
      const wanted: string[] = [];
      for (const [, data] of output) {
        await apply(straight, { data });
        wanted.push(seen(straight));
      }
      // Back to each place through each key frame before it, and on from there to the end.
      const end = output.length - 1;
      for (const key of keys) {
        const screen = terminal(size, 0);
        const reel = new Reel(output, size, [key]);
        for (let at = key.after - 1; at <= end; at += 1 + (at % 3)) {
          expect(await lead(screen, reel, end)).toBe(wanted[end]);
          expect(await lead(screen, reel, at), `frame ${key.after}, at ${at}`).toBe(wanted[at]);
        }
        screen.dispose();
      }
      straight.dispose();
    }),
    { numRuns: 20 },
  );
  expect(frames).toBeGreaterThan(10);
}, 120_000);
