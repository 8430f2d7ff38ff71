/** The worker that runs one cell: bundled into one script, started from a blob inside the sandbox. */
import { runCell, type CellProgram } from "./run.ts";

addEventListener("message", ({ data }: MessageEvent<CellProgram>) => {
  const { ended, fail } = runCell(data, (output) => postMessage(output));
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail(event.reason);
  });
  void ended.then(() => postMessage("ended"));
});
