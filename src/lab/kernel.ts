import { machine, release } from "node:os";

/** The running kernel: the name its sessions go by, `uname -r` and `uname -m`. */
export function thisKernel(): { name: string; release: string; machine: string } {
  const [major, minor] = release().split(".");
  return { name: `linux-${major}.${minor}`, release: release(), machine: machine() };
}
