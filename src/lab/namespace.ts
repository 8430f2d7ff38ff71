import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Experiment } from "./experiment.ts";
import { scratchFolder } from "./scratch.ts";
import { Sentence, Stopped } from "./sentence.ts";
import { ALWAYS, requireTools, versionOf } from "./tools.ts";

/** Network and processes of its own, all of which end when unshare does. */
const NAMESPACES = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];
const INSIDE = fileURLToPath(new URL("inside.ts", import.meta.url));

/** Why no experiment can run here, as a sentence with the remedy; null when one can. */
export function obstacle(): string | null {
  if (process.platform !== "linux")
    return `the lab runs experiments on a Linux kernel, and this is ${process.platform}; use a Linux machine or a virtual one`;
  if (process.getuid?.() !== 0)
    return "the lab needs root, for a network namespace of its own and for tcpdump; run it with sudo";
  if (versionOf("unshare") === null)
    return "unshare not found; on Debian: apt-get install util-linux";
  const probe = spawnSync("unshare", [...NAMESPACES, "true"], { encoding: "utf8" });
  if (probe.status === 0) return null;
  return `this machine allows no namespaces of one's own (${probe.stderr.trim()}); in a container, give it CAP_SYS_ADMIN, or use a virtual machine`;
}

/**
 * Runs one experiment in network and process namespaces of its own, which end with it however it ends.
 * @param use called with the folder that the recording was written to, before it is removed
 * Rejects with a Sentence when the experiment failed (it has said why) or could not start.
 */
export async function isolated<T>(
  { name, tools }: Pick<Experiment, "name" | "tools">,
  { unhurried, quiet = false }: { unhurried: boolean; quiet?: boolean },
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const problem = obstacle();
  if (problem) throw new Sentence(problem);
  requireTools([...ALWAYS, ...tools]);
  const folder = scratchFolder();
  const recording = join(folder, "recording");
  const home = join(folder, "home");
  mkdirSync(recording);
  mkdirSync(home);
  const child = spawn(
    "unshare",
    [
      ...NAMESPACES,
      ...[process.execPath, INSIDE, name, home, recording],
      unhurried ? "unhurried" : "at-once",
    ],
    { stdio: ["ignore", quiet ? "ignore" : "inherit", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += String(chunk)));
  const stop = () => child.kill("SIGKILL");
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const end = await new Promise<string | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code === 0 ? null : (signal ?? String(code))));
    });
    if (child.killed) throw new Stopped(`${name} was stopped`);
    if (end !== null) throw new Sentence(said.trim() || `${name} ended unexpectedly: ${end}`);
    return await use(recording);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    rmSync(folder, { recursive: true, force: true });
  }
}
