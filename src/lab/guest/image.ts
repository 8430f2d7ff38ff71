import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { experiments } from "../experiments/index.ts";
import { ALWAYS } from "../tools.ts";
import type { UnpackedKernel } from "./cache.ts";
import { addModules } from "./modules.ts";
import { addPrograms } from "./programs.ts";
import { addProject } from "./project.ts";
import { Tree } from "./tree.ts";

const INIT = fileURLToPath(new URL("init.sh", import.meta.url));
const PTY = fileURLToPath(
  new URL("../../../node_modules/@lydell/node-pty-linux-x64/pty.node", import.meta.url),
);

/** What init.sh uses, and what shells and experiments expect anywhere. */
const USUAL =
  "awk cat chmod cp date env false find grep head id kill ln ls mkdir mknod modprobe mount mv nc nc.openbsd nft nstat perl rm sed seq setpriv sh sleep socat sort stty tail tar tee timeout touch tr true umount uname wc".split(
    " ",
  );

/** What a guest is asked to do. */
export interface Job {
  /** Arguments for node; the project is the current folder. */
  readonly argv: readonly string[];
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Files put under /job/files, by name. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

/** Everything a guest needs: node, the project, tools of this machine, the kernel's modules, its job. */
export function imageFor(kernel: UnpackedKernel, { argv, stdin, env, files }: Job): Tree {
  const tree = new Tree();
  for (const folder of ["/dev", "/proc", "/sys", "/tmp", "/run", "/out"]) tree.folder(folder);
  const played = experiments.filter(({ notInGuest }) => notInGuest === undefined);
  const tools = new Set([...USUAL, ...ALWAYS, ...played.flatMap(({ tools }) => tools)]);
  addPrograms(tree, [...tools], [process.execPath, PTY]);
  tree.copy(process.execPath, "/usr/bin/node");
  addModules(tree, kernel);
  addProject(tree, "/project");
  tree.text("/init", readFileSync(INIT));
  const settings = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
  tree.text("/job/argv", list(argv));
  tree.text("/job/env", list(settings));
  tree.text("/job/stdin", stdin ?? "");
  for (const [name, content] of files ?? []) tree.text(`/job/files/${name}`, content);
  return tree;
}

/** As bash's `mapfile -d ''` reads it. */
const list = (words: readonly string[]) => words.map((word) => `${word}\0`).join("");
