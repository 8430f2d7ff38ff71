import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/** One thing in an archive. */
export type Entry =
  | { readonly kind: "folder" }
  | { readonly kind: "link"; readonly target: string }
  | {
      readonly kind: "file";
      readonly mode: number;
      readonly content: { from: string } | Uint8Array;
    };

const TYPE = { folder: 0o040755, link: 0o120777, file: 0o100000 };

/**
 * Writes an archive as the kernel unpacks it into its first file system: cpio's "new ASCII" format,
 * uncompressed (Linux, Documentation/driver-api/early-userspace/buffer-format.rst).
 * @param entries by path without a leading slash; a folder must come before what is in it
 */
export function writeCpio(file: string, entries: Iterable<readonly [string, Entry]>): void {
  const archive = openSync(file, "w");
  let inode = 0;
  const put = (path: string, mode: number, content: Uint8Array) => {
    const name = Buffer.from(`${path}\0`);
    const [owner, group, links, time, device] = [0, 0, 1, 0, 0];
    const fields = [++inode, mode, owner, group, links, time, content.length];
    const rest = [device, device, device, device, name.length, 0];
    const header = [...fields, ...rest].map((field) => field.toString(16).padStart(8, "0"));
    write(archive, padded(Buffer.concat([Buffer.from(`070701${header.join("")}`), name])));
    write(archive, padded(content));
  };
  try {
    for (const [path, entry] of entries) {
      if (entry.kind === "folder") put(path, TYPE.folder, Buffer.alloc(0));
      else if (entry.kind === "link") put(path, TYPE.link, Buffer.from(entry.target));
      else
        put(
          path,
          TYPE.file | entry.mode,
          "from" in entry.content ? readFileSync(entry.content.from) : entry.content,
        );
    }
    put("TRAILER!!!", 0, Buffer.alloc(0));
  } finally {
    closeSync(archive);
  }
}

/** Names and contents end on multiples of four bytes. */
function padded(bytes: Uint8Array): Uint8Array {
  const missing = -bytes.length & 3;
  return missing === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(missing)]);
}

function write(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
