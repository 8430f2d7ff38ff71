import { lstatSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Entry } from "./cpio.ts";

/** The files a guest starts with, by their path in it. */
export class Tree {
  readonly #entries = new Map<string, Entry>();

  /** Folders before what is in them. */
  get entries(): ReadonlyMap<string, Entry> {
    return this.#entries;
  }

  folder(path: string): void {
    const key = path.slice(1);
    if (key === "" || this.#entries.has(key)) return;
    this.folder(dirname(path));
    this.#entries.set(key, { kind: "folder" });
  }

  link(path: string, target: string): void {
    this.#put(path, { kind: "link", target });
  }

  /** A file with this content, executable for all. */
  text(path: string, content: string | Uint8Array): void {
    this.#put(path, { kind: "file", mode: 0o755, content: Buffer.from(content) });
  }

  /** A file or a whole folder of this machine, at a path of its own. */
  copy(from: string, path: string): void {
    const status = lstatSync(from);
    if (status.isDirectory()) {
      this.folder(path);
      for (const name of readdirSync(from)) this.copy(join(from, name), join(path, name));
    } else if (status.isSymbolicLink()) this.link(path, readlinkSync(from));
    else if (status.isFile())
      this.#put(path, { kind: "file", mode: status.mode & 0o777, content: { from } });
  }

  /** A file of this machine at the same path; where that is a link, what it leads to as well. */
  same(from: string): void {
    const path = join(realpathSync(dirname(from)), basename(from));
    this.copy(path, path);
    if (lstatSync(path).isSymbolicLink()) this.same(resolve(dirname(path), readlinkSync(path)));
  }

  #put(path: string, entry: Entry): void {
    this.folder(dirname(path));
    this.#entries.set(path.slice(1), entry);
  }
}
