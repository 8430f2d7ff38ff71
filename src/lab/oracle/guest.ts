import { parseLines, resultSchema, type Case, type Result } from "../../oracle/case.ts";
import { inGuest } from "../guest/guest.ts";
import { guestKernel } from "../guest/kernels.ts";
import { Sentence } from "../sentence.ts";

/** How much slower than this machine an emulated one is taken to be. */
const SLOWNESS = 10;

/** Seconds that booting may take on a loaded machine, and cases a second once it runs, at least. */
const PACE = { starting: 240, cases: 8 };

/**
 * What another of Debian's kernels answers, booted in an emulated machine, where the lab's own
 * command plays the cases. A quiet machine plays some 40 a second.
 * @param kernel for instance `linux-5.10`
 * Rejects with a Sentence when there is no such kernel, or it cannot be booted or asked.
 */
export async function askGuest(cases: readonly Case[], kernel: string): Promise<Result[]> {
  const name = guestKernel(kernel.slice("linux-".length));
  const { code, stdout, stderr } = await inGuest(name, {
    argv: ["src/lab/main.ts", "oracle", "--on", "kernel"],
    env: { LAB_SLOWNESS: String(SLOWNESS) },
    stdin: cases.map((one) => `${JSON.stringify(one)}\n`).join(""),
    timeout: PACE.starting + cases.length / PACE.cases,
  });
  if (code !== 0) throw new Sentence(`on Linux ${name}: ${stderr.trim()}`);
  return parseLines(String(stdout), resultSchema);
}
