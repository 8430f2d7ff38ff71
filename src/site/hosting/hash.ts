import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The first eight hexadecimal digits of the SHA-256 of a file: what addresses of its content bear. */
export const hashOf = (file: string): string =>
  createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 8);
