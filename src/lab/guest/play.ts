import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { prebuild } from "../build.ts";
import { programsOf, type Experiment } from "../experiment.ts";
import { keep, type Keeping } from "../play.ts";
import { scratchFolder } from "../scratch.ts";
import { versionOf } from "../tools.ts";
import { inGuest } from "./guest.ts";
import type { GuestKernel } from "./kernels.ts";

/** How much slower than this machine an emulated one is taken to be, at most. */
const SLOWNESS = 10;

/** Seconds that booting and starting may take on a loaded machine. */
const STARTING = 180;

/**
 * Plays experiments on another kernel, booted once, by the lab's own command in the guest; verifies
 * and keeps here what it recorded there.
 * Resolves with how many failed. Rejects with a Sentence when the kernel cannot be had or booted.
 */
export async function playInGuest(
  kernel: GuestKernel,
  experiments: readonly Experiment[],
  keeping: Keeping,
): Promise<number> {
  const folder = scratchFolder();
  try {
    const names = experiments.map(({ name }) => name);
    const command = keeping.record ? ["record", "--into", "/out"] : ["run"];
    const built = prebuild([...new Set(experiments.flatMap(programsOf))], folder);
    const files = readdirSync(folder).map(
      (file) => [file, readFileSync(join(folder, file))] as const,
    );
    const least = experiments.reduce((sum, { lasts }) => sum + (lasts ?? 10), 0);
    const outcome = await inGuest(kernel, {
      argv: ["src/lab/main.ts", ...command, ...names],
      env: {
        LAB_SLOWNESS: String(SLOWNESS),
        LAB_EMULATOR: versionOf("qemu-system-x86_64") ?? "",
        ...(built && { LAB_BUILT: "/job/files" }),
      },
      files: new Map(files),
      timeout: STARTING + least * SLOWNESS,
      onOutput: (line) => console.log(line),
    });
    process.stderr.write(outcome.stderr);
    if (!keeping.record) return outcome.code;
    for (const [path, content] of outcome.files) {
      const file = join(folder, "out", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const recorded = experiments.filter(({ name }) => existsSync(join(folder, "out", name)));
    for (const experiment of recorded) {
      console.log(experiment.name);
      keep(experiment, join(folder, "out", experiment.name), keeping);
    }
    return experiments.length - recorded.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
