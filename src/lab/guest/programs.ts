import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Tree } from "./tree.ts";

/** Where programs are, for users whose PATH leaves out the system's. */
const PATH = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];

/** What programs read besides their libraries. */
const DATA = [
  "/etc/passwd", // tcpdump becomes another user
  "/etc/group",
  "/etc/nsswitch.conf",
  "/etc/protocols",
  "/etc/services",
  "/etc/ssl/openssl.cnf", // ncat complains when OpenSSL lacks these
  "/usr/lib/ssl/openssl.cnf",
  "/usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so",
  "/usr/lib/locale/C.utf8",
  "/lib/terminfo/x/xterm-256color",
  "/lib/terminfo/l/linux",
  "/usr/lib/x86_64-linux-gnu/perl-base", // perl's own modules
];

/** Folders that the root has as links into /usr. */
const MERGED = ["bin", "sbin", "lib", "lib64"];

/** The path of a program; null where it is not installed. */
export function pathOf(program: string): string | null {
  return PATH.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/**
 * Adds installed programs, each at its own path, with their shared libraries and what they read.
 * Those that are not installed are left out.
 * @param others further files that load shared libraries
 */
export function addPrograms(
  tree: Tree,
  programs: readonly string[],
  others: readonly string[],
): void {
  for (const name of MERGED) {
    tree.folder(`/usr/${name}`);
    tree.link(`/${name}`, `usr/${name}`);
  }
  const paths = programs.map(pathOf).filter((path) => path !== null);
  const data = DATA.filter((path) => existsSync(path));
  const { stdout } = spawnSync("ldd", [...paths, ...others, ...data], { encoding: "utf8" });
  const libraries = [...stdout.matchAll(/^\t(?:.* => )?(\/\S+) \(0x/gm)].map(([, path]) => path);
  for (const path of new Set([...paths, ...data, ...libraries])) if (path) tree.same(path);
}
