import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "../scratch.ts";
import { Sentence, Stopped } from "../sentence.ts";
import { notFound } from "../tools.ts";
import { unpackedKernel } from "./cache.ts";
import { writeCpio } from "./cpio.ts";
import { boot } from "./boot.ts";
import { imageFor, type Job } from "./image.ts";
import type { GuestKernel } from "./kernels.ts";
import { pathOf } from "./programs.ts";

/** What came of a job. */
export interface Outcome {
  /** The job's exit code. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** What it wrote to /out, by path below it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Programs of this machine without which there is no guest. */
export const NEEDED = ["qemu-system-x86_64", "setpriv", "depmod", "modprobe"];

/** Why no guest can run here, as a sentence with the remedy; null when one can. */
export function guestObstacle(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64")
    return `the other kernels are for Linux on x86-64, and this is ${process.platform} on ${process.arch}`;
  const missing = NEEDED.filter((program) => pathOf(program) === null);
  if (missing.length > 0) return notFound(missing);
  return null;
}

/**
 * Boots a kernel in an emulated machine without a network, whose only job is to run node once, and
 * stops it. It ends with this process, however this one ends.
 * @param onOutput told of each line the job prints, as it comes
 * @param timeout seconds after which the machine is switched off
 * Rejects with a Sentence when the kernel cannot be had, does not boot or is not done in time. A job
 * that fails is no rejection: see its code.
 */
export async function inGuest(
  name: GuestKernel,
  job: Job & { onOutput?: (line: string) => void; timeout: number },
): Promise<Outcome> {
  const problem = guestObstacle();
  if (problem) throw new Sentence(problem);
  const kernel = unpackedKernel(name);
  const folder = scratchFolder();
  try {
    writeCpio(join(folder, "initrd"), imageFor(kernel, job).entries);
    const { stdout, end } = await boot(kernel.image, folder, job);
    const log = (file: string) => readFileSync(join(folder, file), "utf8");
    if (end === "stopped") throw new Stopped(`the guest with Linux ${name} was stopped`);
    const files = unpack(folder);
    const code = files.get("job/code");
    if (code === undefined) {
      const last = [log("console"), log("errors")].join("\n").trim().split("\n").slice(-5);
      const why =
        end === "late" ? `is not done after ${job.timeout} s` : "stopped before its job was done";
      throw new Sentence(
        `the guest with Linux ${name} ${why}; its last words:\n${last.join("\n")}`,
      );
    }
    files.delete("job/code");
    return {
      code: Number(String(code)),
      stdout,
      stderr: log("errors"),
      files: new Map([...files].map(([path, content]) => [path.slice("out/".length), content])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files in what came over the last serial line. */
function unpack(folder: string): Map<string, Uint8Array> {
  const target = join(folder, "unpacked");
  mkdirSync(target);
  spawnSync("tar", ["-xf", join(folder, "archive"), "-C", target]); // cut short: what there is
  const paths = readdirSync(target, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(target.length + 1), readFileSync(path)]));
}
