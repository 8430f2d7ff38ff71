import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Experiment } from "./experiment.ts";
import { scratchFolder } from "./scratch.ts";
import { Sentence, Stopped } from "./sentence.ts";
import { ALWAYS, requireTools, versionOf } from "./tools.ts";

/** Network and processes of its own, all of which end when unshare does. */
const OWN = ["--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--"];
/**
 * Without root the same lies in a user namespace. The user stays who he is there, with all of its
 * capabilities: as root, tcpdump would become a user of its own, whom that namespace does not know.
 */
const UNPRIVILEGED = ["--user", "--map-current-user", "--keep-caps"];
const isRoot = () => process.getuid?.() === 0;
const namespaces = () => (isRoot() ? OWN : [...UNPRIVILEGED, ...OWN]);
const INSIDE = fileURLToPath(new URL("inside.ts", import.meta.url));

/** Why no experiment can run here, as a sentence with the remedy; null when one can. */
export function obstacle(): string | null {
  if (process.platform !== "linux")
    return `the lab runs experiments on a Linux kernel, and this is ${process.platform}; use a Linux machine or a virtual one`;
  if (versionOf("unshare") === null)
    return "unshare not found; on Debian: apt-get install util-linux";
  const probe = spawnSync("unshare", [...namespaces(), "true"], { encoding: "utf8" });
  if (probe.status === 0) return null;
  const remedy = isRoot()
    ? "in a container, give it CAP_SYS_ADMIN, or use a virtual machine"
    : "run it with sudo, or allow user namespaces (Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0)";
  return `this machine allows no namespaces of one's own (${probe.stderr.trim()}); ${remedy}`;
}

/** Throws a Sentence without root, as whom everything published was recorded. */
export function requireRoot(): void {
  if (isRoot()) return;
  throw new Sentence(
    "recording needs root; run it with sudo, or play it unrecorded with lab -- run",
  );
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
      ...namespaces(),
      ...[process.execPath, INSIDE, name, home, recording],
      unhurried ? "unhurried" : "at-once",
    ],
    // Inside, the end of its input tells that this process has ended, even by SIGKILL.
    { stdio: ["pipe", quiet ? "ignore" : "inherit", "pipe"] },
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
