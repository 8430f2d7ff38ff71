import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Sentence } from "../sentence.ts";
import { downloadKernel } from "./debian.ts";
import { kernels, type GuestKernel } from "./kernels.ts";
import { pathOf } from "./programs.ts";

/** A kernel that is ready to boot. */
export interface UnpackedKernel {
  /** What `uname -r` will say. */
  readonly release: string;
  /** The compressed kernel. */
  readonly image: string;
  /** Its folder lib/modules/<release>. */
  readonly modules: string;
}

const CACHE = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "who-closes-first/kernels",
);

/**
 * A kernel, unpacked: from the cache, or from Debian if it is not there yet (some 35 MB, once).
 * Throws a Sentence when it cannot be had.
 */
export function unpackedKernel(name: GuestKernel): UnpackedKernel {
  const folder = join(CACHE, name);
  if (!existsSync(folder)) unpack(name, folder);
  const [release] = readdirSync(join(folder, "lib/modules"));
  const modules = join(folder, "lib/modules", release ?? "");
  const image = [join(folder, `boot/vmlinuz-${release}`), join(modules, "vmlinuz")].find((path) =>
    existsSync(path),
  );
  if (release === undefined || image === undefined)
    throw new Sentence(`${folder} holds no kernel; remove that folder`);
  return { release, image, modules };
}

/** Beside its place first, then renamed: what is in the cache is whole. */
function unpack(name: GuestKernel, folder: string): void {
  console.error(`Linux ${name} is fetched from Debian, once, into ${folder} …`);
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(`${folder}.part-`);
  try {
    const root = join(work, "root");
    for (const deb of downloadKernel(name, kernels[name], work)) run("dpkg-deb", "-x", deb, root);
    if (!existsSync(join(root, "lib"))) symlinkSync("usr/lib", join(root, "lib"));
    const [release] = readdirSync(join(root, "lib/modules"));
    run("depmod", "-b", root, release ?? "");
    renameSync(root, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function run(program: string, ...words: string[]): void {
  const { error, status, stderr } = spawnSync(pathOf(program) ?? program, words, {
    encoding: "utf8",
  });
  if (error) throw new Sentence(`${program} not found; on Debian: apt-get install dpkg kmod`);
  if (status !== 0) throw new Sentence(`${program} ${words.join(" ")}: ${stderr.trim()}`);
}
