import type { Terminal } from "@xterm/xterm";
import { keyFrame } from "./key-frame.ts";
import type { KeyFrame, Output } from "./reel.ts";

/** A terminal that nobody sees: what is written to it takes effect in the browser's own slices of time. */
type Unseen = Pick<Terminal, "cols" | "rows" | "buffer" | "write" | "resize">;

/**
 * Makes key frames of an output, one after as many characters as told, and one after every change of
 * size, for lines are broken anew by it. They appear in `frames` as they are made.
 * @param screen of the output's first size, as new
 */
export async function makeKeyFrames(
  output: Output,
  screen: Unseen,
  every: number,
  frames: KeyFrame[],
  signal?: AbortSignal,
): Promise<void> {
  let data = "";
  let due = every;
  const write = async () => {
    await new Promise<void>((resolve) => screen.write(data, resolve));
    data = "";
  };
  for (const [index, [, text, size]] of output.entries()) {
    if (size) {
      await write();
      screen.resize(size[0], size[1]);
    }
    data += text;
    due -= text.length;
    if (due > 0 && !size) continue;
    await write();
    if (signal?.aborted) return;
    const frame = keyFrame(screen, output[index + 1]?.[1]);
    if (frame !== null)
      frames.push({ after: index + 1, size: [screen.cols, screen.rows], text: frame });
    due = frame === null ? every / 8 : every; // where none can be made, one may be a little later
  }
}
