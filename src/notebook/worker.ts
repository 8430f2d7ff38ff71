/** The worker that runs one cell: bundled into one script, started from a blob inside the sandbox. */
import type { FromFrame, ToFrame } from "./protocol.ts";
import { runCell } from "./run.ts";

/** Characters a cell may show. */
const LIMIT = 65_536;

addEventListener("message", ({ data }: MessageEvent<Extract<ToFrame, { kind: "run" }>>) => {
  const { run, program } = data;
  const say = (message: FromFrame) => postMessage(message);
  let shown = 0;
  runCell(program, (output) => {
    shown += JSON.stringify(output).length;
    if (shown <= LIMIT) say({ kind: "output", run, output });
    else if (shown !== Infinity) {
      shown = Infinity; // say it once; the page ends this worker
      say({ kind: "full", run });
    }
  });
  say({ kind: "ended", run });
});
