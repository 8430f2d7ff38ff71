import { LONGEST } from "./edits.ts";

/** A cell's code in a link: `#code/<cell>/<deflated, base64url>`. Nothing leaves for a server. */
const HASH = /^#code\/([a-z0-9-]{1,80})\/([\w-]{1,40000})$/;

/** Bytes of UTF-8 that a text of the longest length can have. */
const MOST = 3 * LONGEST;

/** The hash that carries a cell's code. */
export async function shareHash(cell: string, code: string): Promise<string> {
  const bytes = new TextEncoder().encode(code);
  const packed = await read(through(bytes, new CompressionStream("deflate-raw")), Infinity);
  const binary = Array.from(packed ?? [], (byte) => String.fromCharCode(byte)).join("");
  const base64 = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `#code/${cell}/${base64}`;
}

/** The cell a hash is about; null when it carries no code. */
export const sharedCell = (hash: string): string | null => HASH.exec(hash)?.[1] ?? null;

/** The code in a hash; null when there is none, or it is damaged or longer than a cell may be. */
export async function sharedCode(hash: string): Promise<string | null> {
  const [, , packed] = HASH.exec(hash) ?? [];
  if (packed === undefined) return null;
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = await read(through(bytes, new DecompressionStream("deflate-raw")), MOST);
    if (!text) return null;
    const code = new TextDecoder("utf-8", { fatal: true }).decode(text);
    return code.length > 0 && code.length <= LONGEST ? code : null;
  } catch {
    return null; // not base64, not deflated, or not UTF-8
  }
}

const through = (
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
) => new Blob([bytes]).stream().pipeThrough(transform);

/** All bytes of a stream; null when there are more than `most`: a small hash can unpack to gigabytes. */
async function read(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      void reader.cancel();
      return null;
    }
    pieces.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
