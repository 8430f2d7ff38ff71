import type { Segment } from "../../sessions/packet.ts";

const TCP = 6;
const BITS = { F: 1, S: 2, R: 4, P: 8, A: 16, U: 32 };

/**
 * An IPv4 packet without options that carries a TCP segment, checksums included: the inverse of
 * decodeTcp. Any flags may be combined, and an ack number may stand in a segment without A.
 * @param segment numbers are taken mod 2³²; the payload is `length` times the letter x
 */
export function encodeTcp(segment: Segment): Uint8Array {
  const options = encodeOptions(segment);
  const header = 20 + options.length;
  const bytes = new Uint8Array(20 + header + segment.length);
  const view = new DataView(bytes.buffer);
  const [source, sourcePort] = endpoint(segment.from);
  const [destination, destinationPort] = endpoint(segment.to);

  view.setUint8(0, 0x45);
  view.setUint16(2, bytes.length);
  view.setUint16(6, 0x4000); // do not fragment
  view.setUint8(8, 64);
  view.setUint8(9, TCP);
  bytes.set(source, 12);
  bytes.set(destination, 16);
  view.setUint16(10, checksum(view, 0, 20, 0));

  view.setUint16(20, sourcePort);
  view.setUint16(22, destinationPort);
  view.setUint32(24, segment.seq);
  view.setUint32(28, segment.ack);
  view.setUint8(32, (header / 4) << 4);
  view.setUint8(
    33,
    Object.entries(BITS).reduce(
      (sum, [letter, bit]) => sum | (segment.flags.includes(letter) ? bit : 0),
      0,
    ),
  );
  view.setUint16(34, segment.window);
  bytes.set(options, 40);
  bytes.fill("x".charCodeAt(0), 20 + header);
  // RFC 9293 §3.1: the checksum covers addresses, protocol and length, too.
  const pseudo = sum(view, 12, 20) + TCP + header + segment.length;
  view.setUint16(36, checksum(view, 20, bytes.length, pseudo));
  return bytes;
}

/** `10.9.0.1:8888` as four bytes and a port. */
function endpoint(text: string): [number[], number] {
  const [address = "", port] = text.split(":");
  return [address.split(".").map(Number), Number(port)];
}

function encodeOptions({ tsval, tsecr = 0, options }: Segment): Uint8Array {
  const u32 = (value: number) => [
    value >>> 24,
    (value >>> 16) & 255,
    (value >>> 8) & 255,
    value & 255,
  ];
  const bytes = [
    ...(options.mss === undefined ? [] : [2, 4, options.mss >> 8, options.mss & 255]),
    ...(options.sackOk ? [4, 2] : []),
    ...(tsval === undefined ? [] : [8, 10, ...u32(tsval), ...u32(tsecr)]),
    ...(options.wscale === undefined ? [] : [3, 3, options.wscale]),
  ];
  while (bytes.length % 4 !== 0) bytes.push(1);
  return Uint8Array.from(bytes);
}

function sum(view: DataView, from: number, to: number): number {
  let total = 0;
  for (let at = from; at + 1 < to; at += 2) total += view.getUint16(at);
  return (to - from) % 2 === 0 ? total : total + (view.getUint8(to - 1) << 8);
}

/** RFC 1071. The checksum field itself must still be 0. */
function checksum(view: DataView, from: number, to: number, start: number): number {
  let total = start + sum(view, from, to);
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000);
  return ~total & 0xffff;
}
