import { describe, expect, test } from "vitest";
import { add, kernelNamed, receiveInTimeWait, type Segment, type TimeWait } from "time-wait";

const kernel = kernelNamed("linux-6.18");
const fw2: TimeWait = {
  substate: "FIN_WAIT2",
  rcvNxt: 5000,
  sndNxt: 9000,
  rcvWnd: 1000,
  tsRecent: 700,
};
const segment = (flags: string, distance: number, rest: Partial<Segment> = {}): Segment => ({
  flags,
  seq: add(5000, distance),
  ack: 9000,
  ...rest,
});
const receive = (one: Segment, tw = fw2) => receiveInTimeWait(tw, one, kernel, { now: 8500 });
const kind = (one: Segment) => receive(one).answer.kind;

describe("FIN_WAIT2 without a socket", () => {
  test("answers a segment out of the window, or with an old stamp, with an ACK", () => {
    expect(kind(segment("R", -1))).toBe("ACK");
    expect(kind(segment("R", 1001))).toBe("ACK");
    expect(kind(segment("S", 0, { tsval: 699 }))).toBe("ACK");
    expect(receive(segment("A", 1001)).left).toEqual({ ...fw2, lastOowAck: 8500 });
  });

  test("is destroyed by any RST in the window", () => {
    for (const distance of [0, 1, 999, 1000])
      expect(receive(segment("R", distance)).left, `${distance}`).toBeNull();
    expect(receive(segment("R", -1)).left).not.toBeNull();
    expect(receive(segment("R", 1000, { length: 1 })).left).not.toBeNull();
  });

  test("is reset by a SYN in the window, and by data", () => {
    expect(receive(segment("S", 0))).toMatchObject({ answer: { kind: "RST" }, left: null });
    expect(receive(segment("S", -1, { length: 10 })).left).not.toBeNull();
    expect(receive(segment("A", 0, { length: 1 }))).toMatchObject({
      answer: { kind: "RST", seq: 9000, ack: null },
      left: null,
    });
    expect(receive(segment("FA", 0, { length: 1 }))).toMatchObject({ left: null });
    expect(receive(segment("A", -1, { length: 2 }))).toMatchObject({ left: null });
  });

  test("ignores duplicates, and segments without ACK", () => {
    expect(receive(segment("A", 0))).toMatchObject({ answer: { kind: "silence" }, left: fw2 });
    expect(receive(segment("A", 500))).toMatchObject({ answer: { kind: "silence" }, left: fw2 });
    expect(receive(segment("F", 0))).toMatchObject({ answer: { kind: "silence" }, left: fw2 });
  });

  test("becomes TIME_WAIT with the FIN, which starts 60 s and stores the stamp", () => {
    expect(receive(segment("FA", 0, { tsval: 701 }))).toMatchObject({
      answer: { kind: "ACK", seq: 9000, ack: 5001, tsecr: 701 },
      left: {
        substate: "TIME_WAIT",
        rcvNxt: 5001,
        tsRecent: 701,
        tsRecentStamp: 8,
        entryStamp: 8500,
      },
      restarted: true,
    });
    const plain = receive(segment("FA", -3, { length: 3 }));
    expect(plain).toMatchObject({ answer: { ack: 5001 }, left: { tsRecent: 700 } });
    expect(plain.left).not.toHaveProperty("entryStamp");
  });

  test("takes a window that is not told for 65,535 bytes", () => {
    const { rcvWnd, ...unknown } = fw2;
    expect(rcvWnd).toBe(1000);
    expect(receive(segment("R", 65_535), unknown).left).toBeNull();
    expect(receive(segment("R", 65_536), unknown).left).not.toBeNull();
  });
});
