import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SessionError } from "../../sessions/error.ts";
import { prebuild } from "../build.ts";
import { programsOf, type Experiment } from "../experiment.ts";
import { keep, type Keeping } from "../play.ts";
import { scratchFolder } from "../scratch.ts";
import { Sentence, Stopped } from "../sentence.ts";
import { versionOf } from "../tools.ts";
import { unpackedKernel } from "./cache.ts";
import { guestObstacle, inGuest } from "./guest.ts";
import type { GuestKernel } from "./kernels.ts";

/** How much slower than this machine an emulated one is taken to be, at most. */
const SLOWNESS = 10;

/** Seconds that booting and starting may take on a loaded machine. */
const STARTING = 180;

/**
 * Plays experiments on another kernel, booted afresh for each, by the lab's own command in the
 * guest; verifies and keeps here what it recorded there. One that fails says so and keeps no other
 * from its turn.
 * Resolves with how many failed. Rejects with a Sentence when the kernel cannot be had, or when stopped.
 */
export async function playInGuest(
  kernel: GuestKernel,
  experiments: readonly Experiment[],
  keeping: Keeping,
): Promise<number> {
  const problem = guestObstacle();
  if (problem) throw new Sentence(problem);
  unpackedKernel(kernel);
  let failed = 0;
  for (const experiment of experiments) {
    if (experiment.notInGuest) {
      console.log(`${experiment.name} is not played on Linux ${kernel}: ${experiment.notInGuest}.`);
      continue;
    }
    try {
      if (!(await play(kernel, experiment, keeping))) failed++;
    } catch (error) {
      const said = error instanceof Sentence || error instanceof SessionError;
      if (!said || error instanceof Stopped) throw error;
      console.error(`lab: ${error.message}`);
      failed++;
    }
  }
  return failed;
}

/** Resolves with whether it held; where it did not, the guest has said why. */
async function play(
  kernel: GuestKernel,
  experiment: Experiment,
  keeping: Keeping,
): Promise<boolean> {
  const folder = scratchFolder();
  try {
    const { name, lasts = 10 } = experiment;
    const built = prebuild(programsOf(experiment), folder);
    const files = readdirSync(folder).map(
      (file) => [file, readFileSync(join(folder, file))] as const,
    );
    const outcome = await inGuest(kernel, {
      argv: ["src/lab/main.ts", ...(keeping.record ? ["record", "--into", "/out"] : ["run"]), name],
      env: {
        LAB_SLOWNESS: String(SLOWNESS),
        LAB_EMULATOR: versionOf("qemu-system-x86_64") ?? "",
        ...(built && { LAB_BUILT: "/job/files" }),
      },
      files: new Map(files),
      timeout: STARTING + lasts * SLOWNESS,
      onOutput: (line) => console.log(line),
    });
    process.stderr.write(outcome.stderr);
    if (!keeping.record) return outcome.code === 0;
    for (const [path, content] of outcome.files) {
      const file = join(folder, "out", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const recorded = join(folder, "out", name);
    if (!existsSync(recorded)) return false;
    keep(experiment, recorded, keeping);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
