import { SessionError } from "./error.ts";

/** One captured frame: when, and its bytes from the link layer on. */
export interface Frame {
  /** Capture time in nanoseconds since 1970. */
  readonly at: bigint;
  /** What was captured of it; the capture may have cut it short. */
  readonly bytes: Uint8Array;
  /** How many bytes it had. */
  readonly length: number;
}

/** A classic pcap file. */
interface Pcap {
  /** Link type, as in tcpdump.org/linktypes.html. */
  readonly link: number;
  readonly frames: readonly Frame[];
}

const MAGIC_MICRO = 0xa1b2c3d4;
const MAGIC_NANO = 0xa1b23c4d;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;
/** The largest snapshot length that tcpdump takes. */
const MAX_SNAPSHOT = 262_144;

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Reads a stream of pcap bytes as they come, in chunks of any size; also used for whole files.
 * `push` returns the frames completed by a chunk. Both byte orders, µs and ns.
 * Throws a SessionError that names the byte.
 */
export class PcapReader {
  /** Link type; known after the file header has come. */
  link = -1;
  #rest = new Uint8Array(0);
  #offset = 0;
  #little = true;
  #nano = false;

  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  push(chunk: Uint8Array): Frame[] {
    const bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const data = view(bytes);
    let at = 0;
    if (this.link < 0) {
      if (bytes.length < FILE_HEADER) return this.#keep(bytes, 0, []);
      this.#readHeader(data);
      at = FILE_HEADER;
    }
    const frames: Frame[] = [];
    while (bytes.length - at >= RECORD_HEADER) {
      const captured = data.getUint32(at + 8, this.#little);
      const length = data.getUint32(at + 12, this.#little);
      if (captured > MAX_SNAPSHOT || captured > length)
        throw new SessionError(this.file, `byte ${this.#offset + at}`, "not a pcap record header");
      if (bytes.length - at - RECORD_HEADER < captured) break;
      const seconds = BigInt(data.getUint32(at, this.#little));
      const fraction = BigInt(data.getUint32(at + 4, this.#little));
      const start = at + RECORD_HEADER;
      frames.push({
        at: seconds * 1_000_000_000n + fraction * (this.#nano ? 1n : 1000n),
        bytes: bytes.slice(start, start + captured),
        length,
      });
      at = start + captured;
    }
    return this.#keep(bytes, at, frames);
  }

  /** To be called when no more bytes come: whether the last record was whole. */
  end(): void {
    if (this.link < 0) throw new SessionError(this.file, "byte 0", "too short for a pcap header");
    if (this.#rest.length > 0)
      throw new SessionError(this.file, `byte ${this.#offset}`, "the last packet is cut off");
  }

  #readHeader(data: DataView): void {
    const magics = [MAGIC_MICRO, MAGIC_NANO];
    this.#little = magics.includes(data.getUint32(0, true));
    const magic = data.getUint32(0, this.#little);
    if (!magics.includes(magic))
      throw new SessionError(this.file, "byte 0", "not a classic pcap file (pcapng is not read)");
    this.#nano = magic === MAGIC_NANO;
    this.link = data.getUint32(20, this.#little) & 0xfffffff;
  }

  #keep(bytes: Uint8Array, from: number, frames: Frame[]): Frame[] {
    this.#rest = bytes.slice(from);
    this.#offset += from;
    return frames;
  }
}

/** Reads a whole pcap file. Throws a SessionError that names the byte. */
export function parsePcap(bytes: Uint8Array, file: string): Pcap {
  const reader = new PcapReader(file);
  const frames = reader.push(bytes);
  reader.end();
  return { link: reader.link, frames };
}

/** A classic pcap file with nanosecond stamps, little-endian. */
export function formatPcap({ link, frames }: Pcap): Uint8Array {
  const size = frames.reduce((sum, frame) => sum + RECORD_HEADER + frame.bytes.length, FILE_HEADER);
  const bytes = new Uint8Array(size);
  const data = view(bytes);
  data.setUint32(0, MAGIC_NANO, true);
  data.setUint16(4, 2, true); // version 2.4
  data.setUint16(6, 4, true);
  data.setUint32(16, MAX_SNAPSHOT, true);
  data.setUint32(20, link, true);
  let at = FILE_HEADER;
  for (const frame of frames) {
    data.setUint32(at, Number(frame.at / 1_000_000_000n), true);
    data.setUint32(at + 4, Number(frame.at % 1_000_000_000n), true);
    data.setUint32(at + 8, frame.bytes.length, true);
    data.setUint32(at + 12, frame.length, true);
    bytes.set(frame.bytes, at + RECORD_HEADER);
    at += RECORD_HEADER + frame.bytes.length;
  }
  return bytes;
}
