/** The worker that runs one cell: bundled into one script, started from a blob inside the sandbox. */
import { runCell, type CellProgram } from "./run.ts";

addEventListener("message", ({ data }: MessageEvent<CellProgram>) => {
  runCell(data, (output) => postMessage(output));
  postMessage("ended");
});
