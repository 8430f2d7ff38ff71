import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Puts a finished recording where it belongs, in place of an older one: copied beside it first,
 * then exchanged by renaming, so that no crash leaves a mixture. Between the two renames there is
 * none at the target; the next call restores the old one first.
 */
export function place(recording: string, target: string): void {
  const next = `${target}.next`;
  const last = `${target}.last`;
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(last) && !existsSync(target)) renameSync(last, target);
  rmSync(next, { recursive: true, force: true });
  rmSync(last, { recursive: true, force: true });
  cpSync(recording, next, { recursive: true });
  if (existsSync(target)) renameSync(target, last);
  renameSync(next, target);
  rmSync(last, { recursive: true, force: true });
}
