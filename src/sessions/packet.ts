import { SessionError } from "./error.ts";
import type { Frame } from "./pcap.ts";

/** One TCP segment as it was captured. The flags are letters of `SAFRPU`. */
export interface Packet {
  /** Its number in the pcap, from 1. */
  readonly number: number;
  /** Microseconds since the session began. */
  readonly at: number;
  /** `127.0.0.1:59818` */
  readonly from: string;
  readonly to: string;
  readonly flags: string;
  readonly seq: number;
  /** 0 where the A flag is not set. */
  readonly ack: number;
  /** Receive window as sent, not scaled. */
  readonly window: number;
  /** Payload bytes. */
  readonly length: number;
  /** The payload's first bytes in hex, at most four; absent where there is no payload. */
  readonly begins?: string;
  /** The timestamp option (RFC 7323 §3); both absent where the segment has none. */
  readonly tsval?: number;
  readonly tsecr?: number;
  readonly options: TcpOptions;
}

/** The options of a SYN; absent ones are not in the object. */
interface TcpOptions {
  readonly mss?: number;
  /** Shift count, 0 to 14. */
  readonly wscale?: number;
  readonly sackOk?: true;
}

/** A TCP segment, before it has a number and a time. */
export type Segment = Omit<Packet, "number" | "at">;

/** Bytes before the IP header, and where the EtherType stands among them (-1: none), by link type. */
const LINKS: Record<number, { header: number; etherType: number }> = {
  0: { header: 4, etherType: -1 }, // BSD loopback
  1: { header: 14, etherType: 12 }, // Ethernet, and Linux's loopback
  101: { header: 0, etherType: -1 }, // raw IP
  108: { header: 4, etherType: -1 }, // OpenBSD loopback
  113: { header: 16, etherType: 14 }, // Linux cooked, SLL
  276: { header: 20, etherType: 0 }, // Linux cooked, SLL2
};

const IPV4 = 0x0800;
const TCP = 6;
const UDP = 17;
const FLAGS = ["F", "S", "R", "P", "A", "U"]; // from bit 0 up
const ORDER = ["S", "A", "F", "R", "P", "U"];

/** The parts of an IPv4 packet that carry a transport header. */
interface Ip {
  readonly protocol: number;
  readonly source: string;
  readonly destination: string;
  /** The transport header and what follows it, as far as it was captured. */
  readonly body: DataView;
  /** Bytes of transport header and payload, by the IP header. */
  readonly length: number;
}

/**
 * The TCP segment in a frame, or null for any frame that is not TCP over IPv4.
 * Throws a SessionError for a link type that is not known, and for headers that are cut off.
 */
export function decodeTcp(frame: Frame, link: number, file: string, place: string): Segment | null {
  const ip = decodeIp(frame, link, file, place);
  if (ip?.protocol !== TCP) return null;
  const { body } = ip;
  const cut = () => new SessionError(file, place, "its TCP header is cut off");
  if (body.byteLength < 20) throw cut();
  const header = (body.getUint8(12) >> 4) * 4;
  if (header < 20 || header > body.byteLength) throw cut();
  const bits = body.getUint8(13);
  const letters = new Set(FLAGS.filter((_, bit) => bits & (1 << bit)));
  return {
    from: `${ip.source}:${body.getUint16(0)}`,
    to: `${ip.destination}:${body.getUint16(2)}`,
    flags: ORDER.filter((letter) => letters.has(letter)).join(""),
    seq: body.getUint32(4),
    ack: letters.has("A") ? body.getUint32(8) : 0,
    window: body.getUint16(14),
    length: ip.length - header,
    ...beginning(body, header),
    ...decodeOptions(body, header),
  };
}

/** The payload of a UDP datagram to a port, or null for any other frame. Throws like decodeTcp. */
export function decodeUdp(frame: Frame, link: number, file: string, port: number): string | null {
  const ip = decodeIp(frame, link, file, "a datagram");
  if (ip?.protocol !== UDP || ip.body.byteLength < 8 || ip.body.getUint16(2) !== port) return null;
  const { buffer, byteOffset, byteLength } = ip.body;
  return new TextDecoder().decode(new Uint8Array(buffer, byteOffset + 8, byteLength - 8));
}

function decodeIp(frame: Frame, link: number, file: string, place: string): Ip | null {
  const layout = LINKS[link];
  if (!layout) throw new SessionError(file, place, `link type ${link} is not read`);
  const { bytes } = frame;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = layout.header;
  if (data.byteLength < start + 20) return null;
  if (layout.etherType >= 0 && data.getUint16(layout.etherType) !== IPV4) return null;
  if (data.getUint8(start) >> 4 !== 4) return null;
  const header = (data.getUint8(start) & 0xf) * 4;
  const total = data.getUint16(start + 2);
  if (header < 20 || total < header || data.byteLength < start + header)
    throw new SessionError(file, place, "its IPv4 header is damaged");
  const address = (at: number) => Array.from(bytes.subarray(at, at + 4)).join(".");
  const end = Math.min(start + total, data.byteLength); // Ethernet may pad
  return {
    protocol: data.getUint8(start + 9),
    source: address(start + 12),
    destination: address(start + 16),
    body: new DataView(bytes.buffer, bytes.byteOffset + start + header, end - start - header),
    length: total - header,
  };
}

function beginning(tcp: DataView, header: number): Pick<Segment, "begins"> {
  const length = Math.min(4, tcp.byteLength - header);
  const bytes = new Uint8Array(tcp.buffer, tcp.byteOffset + header, length);
  const begins = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return begins === "" ? {} : { begins };
}

/** RFC 9293 §3.1: end of list 0, no-operation 1; all others carry their length. */
function decodeOptions(
  tcp: DataView,
  header: number,
): Pick<Segment, "tsval" | "tsecr" | "options"> {
  let options: TcpOptions = {};
  let stamps: Pick<Segment, "tsval" | "tsecr"> = {};
  for (let at = 20; at < header;) {
    const kind = tcp.getUint8(at);
    if (kind === 0) break;
    if (kind === 1) {
      at += 1;
      continue;
    }
    const length = at + 1 < header ? tcp.getUint8(at + 1) : 0;
    if (length < 2 || at + length > header) break;
    if (kind === 2 && length === 4) options = { ...options, mss: tcp.getUint16(at + 2) };
    if (kind === 3 && length === 3) options = { ...options, wscale: tcp.getUint8(at + 2) };
    if (kind === 4) options = { ...options, sackOk: true };
    if (kind === 8 && length === 10)
      stamps = { tsval: tcp.getUint32(at + 2), tsecr: tcp.getUint32(at + 6) };
    at += length;
  }
  return { ...stamps, options };
}
