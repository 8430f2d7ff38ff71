import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { UnpackedKernel } from "./cache.ts";
import type { Tree } from "./tree.ts";

/** Parts of the kernel that experiments may need, loaded when they do, and the way out of the guest. */
const WANTED =
  /^kernel\/(net\/|drivers\/(net\/(veth|tun)|virtio\/virtio_pci|char\/virtio_console)\.ko)/;

/** Adds the modules for networks and virtual ports, all that they need, and depmod's indexes. */
export function addModules(tree: Tree, { release, modules }: UnpackedKernel): void {
  const lines = readFileSync(join(modules, "modules.dep"), "utf8").split("\n");
  const needs = new Map(
    lines.map((line) => {
      const [name = "", others = ""] = line.split(":");
      return [name, others.split(" ").filter(Boolean)]; // all of them, not only the next
    }),
  );
  const names = [...needs].flatMap(([name, others]) =>
    WANTED.test(name) ? [name, ...others] : [],
  );
  const indexes = readdirSync(modules).filter((name) => name.startsWith("modules."));
  for (const name of new Set([...indexes, ...names]))
    if (existsSync(join(modules, name)))
      tree.copy(join(modules, name), `/usr/lib/modules/${release}/${name}`);
}
