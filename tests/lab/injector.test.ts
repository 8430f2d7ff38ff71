import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeTcp } from "../../src/lab/injector/packet.ts";
import { parseProcTcp } from "../../src/lab/injector/sockets.ts";
import { decodeTcp } from "../../src/sessions/packet.ts";

const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const endpoint = fc.tuple(fc.ipV4(), uint(16)).map(([address, port]) => `${address}:${port}`);
const stamps = fc.option(fc.record({ tsval: uint(32), tsecr: uint(32) }), { nil: {} });
const options = fc.record(
  { mss: uint(16), wscale: fc.integer({ min: 0, max: 14 }), sackOk: fc.constant(true as const) },
  { requiredKeys: [] },
);
const flags = fc.subarray(["S", "A", "F", "R", "P", "U"]).map((letters) => letters.join(""));

/** One's complement sum of 16-bit words (RFC 1071). */
function folded(bytes: Uint8Array, start = 0): number {
  let sum = start;
  for (let at = 0; at < bytes.length; at += 2)
    sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

test("a segment is decoded as it was encoded, and its checksums hold", () => {
  fc.assert(
    fc.property(
      fc.record({
        from: endpoint,
        to: endpoint,
        flags,
        seq: uint(32),
        ack: uint(32),
        window: uint(16),
        length: fc.integer({ min: 0, max: 1400 }),
        options,
      }),
      stamps,
      (fields, stamp) => {
        const segment = { ...fields, ...stamp };
        const bytes = encodeTcp(segment);
        const frame = { at: 0n, bytes, length: bytes.length };
        const ack = segment.flags.includes("A") ? segment.ack : 0;
        expect(decodeTcp(frame, 101, "test", "a packet")).toMatchObject({ ...segment, ack });
        expect(folded(bytes.subarray(0, 20))).toBe(0xffff);
        const addresses = folded(bytes.subarray(12, 20), 6 + bytes.length - 20);
        expect(folded(bytes.subarray(20), addresses)).toBe(0xffff);
      },
    ),
  );
});

test("reads the kernel's table of sockets", () => {
  const rows = parseProcTcp(
    `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1234 1 0000000000000000 100 0 0 10 0
   1: 0100090A:22B8 0201090A:22B8 06 00000000:00000000 03:00001761 00000000     0        0 0 3 0000000000000000
`,
  );
  expect(rows.get("10.9.0.1:8888 10.9.1.2:8888")).toEqual({ state: "TIME_WAIT", timer: 59_850 });
  expect(rows.size).toBe(2);
});
