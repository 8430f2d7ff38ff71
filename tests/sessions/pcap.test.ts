import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTcp } from "../../src/sessions/packet.ts";
import { formatPcap, parsePcap, PcapReader, type Frame } from "../../src/sessions/pcap.ts";

const FILE = "packets.pcap";

const frame = fc
  .record({
    at: fc.bigInt({ min: 0n, max: 2n ** 32n * 1_000_000_000n - 1n }),
    bytes: fc.uint8Array({ maxLength: 200 }),
    cut: fc.nat(100),
  })
  .map(({ at, bytes, cut }): Frame => ({ at, bytes, length: bytes.length + cut }));
const frames = fc.array(frame, { maxLength: 8 });

/** An Ethernet frame's worth of IPv4 and TCP: SYN from 10.0.0.1:1000 to 10.0.0.2:80 with options. */
const IP_TCP = Uint8Array.from([
  ...[0x45, 0, 0, 60, 0, 0, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2],
  ...[0x03, 0xe8, 0, 80, 0xff, 0xff, 0xff, 0xf0, 0, 0, 0, 0, 0xa0, 0x02, 0x12, 0x34, 0, 0, 0, 0],
  ...[2, 4, 0xff, 0xd7, 4, 2, 8, 10, 0, 0, 0, 5, 0, 0, 0, 6, 1, 3, 3, 10],
]);
const SYN = {
  from: "10.0.0.1:1000",
  to: "10.0.0.2:80",
  flags: "S",
  seq: 0xffff_fff0,
  ack: 0,
  window: 0x1234,
  length: 0,
  tsval: 5,
  tsecr: 6,
  options: { mss: 65495, wscale: 10, sackOk: true },
};

/** A pcap by hand, in the byte order and precision asked for. */
function pcap(bytes: Uint8Array, { little = true, nano = false, link = 1 }): Uint8Array {
  const data = new DataView(new ArrayBuffer(24 + 16 + bytes.length));
  data.setUint32(0, nano ? 0xa1b23c4d : 0xa1b2c3d4, little);
  data.setUint32(20, link, little);
  data.setUint32(24, 7, little);
  data.setUint32(28, 9, little);
  data.setUint32(32, bytes.length, little);
  data.setUint32(36, bytes.length, little);
  new Uint8Array(data.buffer).set(bytes, 40);
  return new Uint8Array(data.buffer);
}

const decode = (bytes: Uint8Array, link: number) =>
  decodeTcp({ at: 0n, bytes, length: bytes.length }, link, FILE, "packet 1");

describe("a pcap file", () => {
  test("that was written is read back", () => {
    fc.assert(
      fc.property(frames, fc.nat(276), (frames, link) => {
        expect(parsePcap(formatPcap({ link, frames }), FILE)).toEqual({ link, frames });
      }),
    );
  });

  test("is read the same in chunks of any size", () => {
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 50 }), (frames, size) => {
        const bytes = formatPcap({ link: 1, frames });
        const reader = new PcapReader(FILE);
        const read: Frame[] = [];
        for (let at = 0; at < bytes.length; at += size)
          read.push(...reader.push(bytes.subarray(at, at + size)));
        reader.end();
        expect(read).toEqual(frames);
      }),
    );
  });

  test.each([
    [true, false, 7_000_009_000n],
    [false, false, 7_000_009_000n],
    [true, true, 7_000_000_009n],
    [false, true, 7_000_000_009n],
  ])("little-endian %s, nanoseconds %s", (little, nano, at) => {
    const { frames } = parsePcap(pcap(IP_TCP, { little, nano }), FILE);
    expect(frames).toEqual([{ at, bytes: IP_TCP, length: IP_TCP.length }]);
  });
});

describe("a damaged pcap is refused with its byte", () => {
  const whole = pcap(IP_TCP, {});
  test("too short for a header", () => {
    expect(() => parsePcap(whole.subarray(0, 20), FILE)).toThrow(`${FILE}, byte 0: too short`);
  });
  test("of another kind", () => {
    expect(() =>
      parsePcap(
        Uint8Array.from({ length: 64 }, () => 10),
        FILE,
      ),
    ).toThrow(`${FILE}, byte 0: not a classic pcap file`);
  });
  test("cut off in the last packet", () => {
    const cut = whole.subarray(0, whole.length - 3);
    expect(() => parsePcap(cut, FILE)).toThrow(`${FILE}, byte 24: the last packet is cut off`);
  });
  test("with an impossible length", () => {
    const odd = whole.slice();
    new DataView(odd.buffer).setUint32(32, 0x7fff_ffff, true);
    expect(() => parsePcap(odd, FILE)).toThrow(`${FILE}, byte 24: not a pcap record header`);
  });
});

describe("a TCP segment is found", () => {
  const before = (...bytes: number[]) => Uint8Array.from([...bytes, ...IP_TCP]);
  const zeros = (count: number) => Array.from({ length: count }, () => 0);
  test.each([
    ["Ethernet", 1, before(...zeros(12), 0x08, 0x00)],
    ["BSD loopback", 0, before(2, 0, 0, 0)],
    ["OpenBSD loopback", 108, before(0, 0, 0, 2)],
    ["raw IP", 101, IP_TCP],
    ["Linux cooked", 113, before(...zeros(14), 0x08, 0x00)],
    ["Linux cooked, version 2", 276, before(0x08, 0x00, ...zeros(18))],
  ])("behind a %s header", (_name, link, bytes) => {
    expect(decode(bytes, link)).toEqual(SYN);
  });

  test("with the length of its payload by the IP header, whatever Ethernet pads", () => {
    const padded = before(...zeros(12), 0x08, 0x00, ...[]);
    expect(decode(Uint8Array.from([...padded, 0, 0, 0, 0, 0, 0]), 1)).toEqual(SYN);
  });

  test("and other frames are passed over", () => {
    const udp = IP_TCP.slice();
    udp[9] = 17;
    expect(decode(udp, 101)).toBeNull();
    const six = IP_TCP.slice();
    six[0] = 0x65;
    expect(decode(six, 101)).toBeNull();
    expect(decode(before(...zeros(12), 0x08, 0x06), 1)).toBeNull();
    expect(decode(new Uint8Array(3), 1)).toBeNull();
  });

  test("and what cannot be read is refused with its place", () => {
    expect(() => decode(IP_TCP, 999)).toThrow("packets.pcap, packet 1: link type 999 is not read");
    expect(() => decode(IP_TCP.subarray(0, 30), 101)).toThrow("its TCP header is cut off");
    const damaged = IP_TCP.slice();
    damaged[0] = 0x41;
    expect(() => decode(damaged, 101)).toThrow("its IPv4 header is damaged");
  });

  test("and its options never make the decoder fail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (options) => {
        const bytes = IP_TCP.slice();
        bytes.set(options, 40);
        expect(decode(bytes, 101)?.seq).toBe(SYN.seq);
      }),
    );
  });
});
