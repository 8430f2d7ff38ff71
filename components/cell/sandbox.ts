import workerCode from "virtual:cell-worker";
import type { Output } from "../../src/notebook/output.ts";
import { checkedOutput, type FromFrame, type ToFrame } from "../../src/notebook/protocol.ts";
import type { CellProgram } from "../../src/notebook/run.ts";

/** How a run ended. */
export type Ending =
  | { readonly kind: "done"; readonly milliseconds: number }
  | { readonly kind: "stopped" | "tooLong" | "tooMuch" };

/** How long a program may run unless told otherwise, and how long the sandbox may take to start, in ms. */
const BUDGET = 5_000;
const STARTING = 10_000;

let frame: Promise<MessagePort> | null = null;

/**
 * The page's one sandbox: a frame with an origin of its own and a policy that forbids everything
 * but running code it was handed. Rejects when it does not start; the next call tries again.
 */
function openFrame(url: string): Promise<MessagePort> {
  frame ??= new Promise<MessagePort>((resolve, reject) => {
    const element = document.createElement("iframe");
    element.src = url;
    element.setAttribute("sandbox", "allow-scripts");
    element.hidden = true;
    element.title = "sandbox";
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => {
      element.remove();
      frame = null;
      reject(new Error("the sandbox did not start"));
    }, STARTING);
    const ready = () => {
      clearTimeout(timer);
      resolve(port1);
    };
    port1.addEventListener("message", ready, { once: true });
    port1.start();
    element.addEventListener("load", () =>
      element.contentWindow?.postMessage(workerCode, "*", [port2]),
    );
    document.body.append(element);
  });
  return frame;
}

/** Rejects with the signal's reason as soon as it is aborted. */
const aborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });

/** What to run, and where. */
export interface Job {
  /** The program, or its address as JSON. */
  readonly program: CellProgram | string;
  /** The address of the sandbox's page. */
  readonly sandbox: string;
  /** How long it may run, in ms. */
  readonly budget?: number;
}

/**
 * Runs a program in a fresh worker inside the sandbox.
 * @param signal stops the run, wherever it is
 * @param emit receives each output as it comes
 * Rejects when the program or the sandbox cannot be had.
 */
export async function runInSandbox(
  { program, sandbox, budget = BUDGET }: Job,
  signal: AbortSignal,
  emit: (output: Output) => void,
): Promise<Ending> {
  const load = async (address: string) => {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return (await response.json()) as CellProgram;
  };
  const loading = typeof program === "string" ? load(program) : program;
  const ready = Promise.all([openFrame(sandbox), loading]);
  try {
    const [port, loaded] = await Promise.race([ready, aborted(signal)]);
    return await play(port, { program: loaded, budget }, signal, emit);
  } catch (error) {
    ready.catch(() => undefined);
    if (signal.aborted) return { kind: "stopped" };
    throw error;
  }
}

/** One run, on a port to the sandbox that is ready. */
function play(
  port: MessagePort,
  { program, budget }: { program: CellProgram; budget: number },
  signal: AbortSignal,
  emit: (output: Output) => void,
): Promise<Ending> {
  const started = performance.now();
  const run = crypto.randomUUID();
  const tell = (message: ToFrame) => port.postMessage(message);
  return new Promise((resolve) => {
    const finish = (ending: Ending) => {
      clearTimeout(timer);
      port.removeEventListener("message", hear);
      tell({ kind: "stop", run });
      resolve(ending);
    };
    const done = () =>
      finish({ kind: "done", milliseconds: Math.round(performance.now() - started) });
    const hear = ({ data }: MessageEvent<FromFrame>) => {
      if (data.run !== run) return; // from a run that has been stopped
      if (data.kind === "output") {
        const output = checkedOutput(data.output);
        if (output) emit(output);
        return;
      }
      if (data.kind === "crashed") emit({ kind: "error", message: data.message });
      if (data.kind === "full") finish({ kind: "tooMuch" });
      else done();
    };
    const timer = setTimeout(() => finish({ kind: "tooLong" }), budget);
    signal.addEventListener("abort", () => finish({ kind: "stopped" }), { once: true });
    port.addEventListener("message", hear);
    tell({ kind: "run", run, program });
  });
}
