import workerCode from "virtual:cell-worker";
import type { Output } from "../../src/notebook/output.ts";
import type { FromFrame, ToFrame } from "../../src/notebook/protocol.ts";
import type { CellProgram } from "../../src/notebook/run.ts";

/** How a run ended. */
export type Ending =
  | { readonly kind: "done"; readonly milliseconds: number }
  | { readonly kind: "stopped" | "tooLong" | "tooMuch" | "failed" };

/** How long a cell may run, and how long the sandbox may take to start, in ms. */
const BUDGET = 5_000;
const STARTING = 10_000;

let frame: Promise<MessagePort> | null = null;

/**
 * The page's one sandbox: a frame with an origin of its own and a policy that forbids everything
 * but running code it was handed. Rejects when it does not start.
 */
function openFrame(url: string): Promise<MessagePort> {
  frame ??= new Promise<MessagePort>((resolve, reject) => {
    const element = document.createElement("iframe");
    element.src = url;
    element.setAttribute("sandbox", "allow-scripts");
    element.hidden = true;
    element.title = "sandbox";
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => reject(new Error("the sandbox did not start")), STARTING);
    port1.addEventListener(
      "message",
      () => {
        clearTimeout(timer);
        resolve(port1);
      },
      { once: true },
    );
    port1.start();
    element.addEventListener("load", () =>
      element.contentWindow?.postMessage(workerCode, "*", [port2]),
    );
    document.body.append(element);
  });
  frame.catch(() => (frame = null));
  return frame;
}

/**
 * Runs a cell's program in a fresh worker inside the sandbox.
 * @param program address of the program as JSON
 * @param sandbox address of the sandbox's page
 * @param emit receives each output as it comes
 */
export function runInSandbox(
  { program, sandbox }: { program: string; sandbox: string },
  emit: (output: Output) => void,
): { ended: Promise<Ending>; stop: () => void } {
  const stopping = new AbortController();
  const ended = (async (): Promise<Ending> => {
    const [port, response] = await Promise.all([openFrame(sandbox), fetch(program)]);
    if (!response.ok) return { kind: "failed" };
    const loaded = (await response.json()) as CellProgram;
    if (stopping.signal.aborted) return { kind: "stopped" };
    const started = performance.now();
    const run = crypto.randomUUID();
    return new Promise<Ending>((resolve) => {
      const finish = (ending: Ending) => {
        clearTimeout(timer);
        port.removeEventListener("message", hear);
        port.postMessage({ kind: "stop", run });
        resolve(ending);
      };
      const hear = ({ data }: MessageEvent<FromFrame>) => {
        if (data.run !== run) return; // from a run that has been stopped
        if (data.kind === "output") emit(data.output);
        else if (data.kind === "full") finish({ kind: "tooMuch" });
        else finish({ kind: "done", milliseconds: Math.round(performance.now() - started) });
      };
      const timer = setTimeout(() => finish({ kind: "tooLong" }), BUDGET);
      stopping.signal.addEventListener("abort", () => finish({ kind: "stopped" }));
      port.addEventListener("message", hear);
      port.postMessage({ kind: "run", run, program: loaded } satisfies ToFrame);
    });
  })();
  return { ended, stop: () => stopping.abort() };
}
