import { lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "who-closes-first-";

/** A new temporary folder. First, what labs that were killed have left behind is removed. */
export function scratchFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (owner && !alive(owner) && removable(join(tmpdir(), name)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether this user may remove it: root may remove all, others what is theirs. */
function removable(path: string): boolean {
  const user = process.getuid?.();
  return user === 0 || lstatSync(path, { throwIfNoEntry: false })?.uid === user;
}
