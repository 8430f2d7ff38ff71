import { describe, expect, test } from "vitest";
import { add, kernelNamed, receiveInConnection, type Connection, type Segment } from "time-wait";

const kernel = kernelNamed("linux-6.18");
const base: Connection = {
  state: "ESTABLISHED",
  rcvNxt: 5000,
  rcvWnd: 1000,
  sndUna: 9000,
  sndNxt: 9000,
  sndWl1: 5000,
  bytesAcked: 50,
  tsRecent: 700,
  tsRecentStamp: 1,
};
const segment = (flags: string, distance: number, rest: Partial<Segment> = {}): Segment => ({
  flags,
  seq: add(5000, distance),
  ack: 9000,
  ...rest,
});
const receive = (one: Segment, over: Partial<Connection> = {}, now = 2000) =>
  receiveInConnection({ ...base, ...over }, one, kernel, { now });
const ack = { kind: "ACK", seq: 9000, ack: 5000, tsecr: 700 };

describe("a living connection", () => {
  test("drops what has neither ACK, RST nor SYN", () => {
    expect(receive(segment("F", 0))).toMatchObject({ answer: { kind: "silence" }, left: base });
  });

  test("answers an old timestamp, or a segment out of the window, with an ACK", () => {
    expect(receive(segment("A", 0, { tsval: 699 })).answer.kind).toBe("silence");
    expect(receive(segment("A", 0, { tsval: 698, length: 1 })).answer).toEqual(ack);
    expect(receive(segment("A", -1)).answer).toEqual(ack);
    expect(receive(segment("A", 1000)).answer.kind).toBe("silence");
    expect(receive(segment("A", 1001)).answer).toEqual(ack);
    expect(receive(segment("A", 1001), { lastOowAck: 1600 }).answer.kind).toBe("silence");
    expect(receive(segment("A", 1001, { length: 1 }), { lastOowAck: 1600 }).answer).toEqual(ack);
  });

  test("is silent to a bare ACK that is old in both respects, since 6.14", () => {
    const old = segment("A", -1, { tsval: 600 });
    expect(receive(old).answer.kind).toBe("silence");
    expect(receive(segment("A", -2, { tsval: 600, length: 1 })).answer).toEqual(ack);
    const older = receiveInConnection(base, old, kernelNamed("linux-6.12"), { now: 2000 });
    expect(older.answer).toEqual(ack);
  });

  test("lets nothing reach beyond the window while the FIN waits to be read, since 6.17", () => {
    const long = segment("A", 990, { length: 11 });
    expect(receive(long, { state: "CLOSE_WAIT" }).answer).toEqual(ack);
    expect(receive(segment("A", 990, { length: 10 }), { state: "CLOSE_WAIT" }).answer.kind).toBe(
      "silence",
    );
    const closed = { ...base, state: "CLOSE_WAIT" } as const;
    const older = receiveInConnection(closed, long, kernelNamed("linux-6.12"));
    expect(older.answer.kind).toBe("silence");
  });

  test("forgives a bare duplicate ACK up to 244 ticks, if it tells nothing new", () => {
    const kind = (rest: Partial<Segment>, over: Partial<Connection> = {}) =>
      receive(segment("A", 0, { tsval: 700 - 244, ...rest }), over).answer.kind;
    expect(kind({})).toBe("silence");
    expect(kind({ tsval: 700 - 245 })).toBe("ACK");
    expect(kind({ length: 1 })).toBe("ACK");
    expect(kind({ ack: 8999 })).toBe("ACK");
    expect(kind({}, { sndWl1: 4999 })).toBe("ACK");
    expect(receive(segment("A", 1, { tsval: 500 })).answer.kind).toBe("ACK");
  });

  test("is cut off by an exact RST; an inexact one is challenged, one outside ignored", () => {
    expect(receive(segment("R", 0, { tsval: 1 }))).toMatchObject({ left: null, aborted: true });
    expect(receive(segment("R", 1))).toMatchObject({ answer: ack, left: { lastOowAck: 2000 } });
    expect(receive(segment("R", -1))).toMatchObject({ answer: { kind: "silence" }, left: base });
    expect(receive(segment("R", 1001)).answer.kind).toBe("silence");
    for (const state of ["CLOSE_WAIT", "LAST_ACK", "CLOSING"] as const)
      expect(receive(segment("R", -1), { state }).aborted, state).toBe(true);
    for (const state of ["FIN_WAIT1", "FIN_WAIT2"] as const)
      expect(receive(segment("R", -1), { state }).aborted, state).toBe(false);
    expect(receive(segment("R", 0, { length: 1 }), { state: "CLOSE_WAIT" }).aborted).toBe(true);
  });

  test("challenges a SYN, once in half a second", () => {
    expect(receive(segment("S", 0)).answer).toEqual(ack);
    expect(receive(segment("S", 0), { lastOowAck: 1501 }).answer.kind).toBe("silence");
    const old = receiveInConnection(
      { ...base, lastOowAck: 2000 },
      segment("S", 0),
      kernelNamed("linux-3.10"),
      { now: 2000 },
    );
    expect(old.answer.kind).toBe("ACK");
  });

  test("challenges ACKs of what is long gone, and of what was never sent", () => {
    expect(receive(segment("A", 0, { ack: 8950 })).answer.kind).toBe("silence");
    expect(receive(segment("A", 0, { ack: 8949 })).answer).toEqual(ack);
    const unsent = segment("A", 0, { ack: 9001 });
    expect(receive(unsent).answer).toEqual(ack);
    const older = receiveInConnection(base, unsent, kernelNamed("linux-6.12"));
    expect(older.answer.kind).toBe("silence");
    expect(receive(segment("A", 0, { ack: 9001 }), { state: "FIN_WAIT1" }).answer).toEqual(ack);
  });

  test("takes ACKs, windows and stamps down", () => {
    const { left } = receive(segment("A", 0, { ack: 9003, tsval: 705 }), {
      sndNxt: 9005,
      sndWl1: 4000,
    });
    expect(left).toMatchObject({
      sndUna: 9003,
      bytesAcked: 53,
      sndWl1: 5000,
      tsRecent: 705,
      tsRecentStamp: 2,
    });
    const early = receive(segment("A", 1, { tsval: 705 })).left;
    expect(early).toMatchObject({ tsRecent: 700, sndWl1: 5001 });
    expect(receive(segment("A", 0, { tsval: 699 })).left).toMatchObject({ tsRecent: 700 });
    expect(receive(segment("A", 0, { ack: 8990 })).left).toMatchObject({ sndUna: 9000 });
    const old = segment("A", 0, { ack: 8990, tsval: 705 });
    expect(receive(old).left).toMatchObject({ tsRecent: 700 });
    expect(receiveInConnection(base, old, kernelNamed("linux-6.12")).left?.tsRecent).toBe(705);
  });

  test("takes data in turn, and keeps what comes too early", () => {
    expect(receive(segment("A", 0, { length: 5 }))).toMatchObject({
      answer: { kind: "ACK", ack: 5005 },
      left: { rcvNxt: 5005 },
    });
    const early = receive(segment("A", 5, { length: 5 }));
    expect(early).toMatchObject({ answer: ack, left: { rcvNxt: 5000 } });
    const filled = receive(segment("A", 0, { length: 5 }), early.left ?? {});
    expect(filled.left).toMatchObject({ rcvNxt: 5010, early: [] });
    expect(receive(segment("A", -5, { length: 5 })).left).toMatchObject({ rcvNxt: 5000 });
    expect(receive(segment("A", -5, { length: 8 })).left).toMatchObject({ rcvNxt: 5003 });
    const beyond = receive(segment("A", 1000, { length: 1 }));
    expect(beyond).toMatchObject({ answer: ack });
    expect(beyond.left?.early).toBeUndefined();
    expect(receive(segment("A", 999, { length: 1 })).left?.early).toHaveLength(1);
  });

  test("goes to CLOSE_WAIT with the FIN, also one that came too early", () => {
    expect(receive(segment("FA", 0))).toMatchObject({
      answer: { ack: 5001 },
      left: { state: "CLOSE_WAIT", rcvNxt: 5001 },
    });
    const early = receive(segment("FA", 5));
    expect(early.left).toMatchObject({ state: "ESTABLISHED" });
    expect(receive(segment("A", 0, { length: 5 }), early.left ?? {}).left).toMatchObject({
      state: "CLOSE_WAIT",
      rcvNxt: 5006,
    });
  });
});

describe("a connection that is being closed", () => {
  const waits = { state: "FIN_WAIT1", sndUna: 8999 } as const;
  const orphan = { ...waits, orphan: true };

  test("FIN_WAIT1 goes to FIN_WAIT2, and without a process to what is kept in its place", () => {
    expect(receive(segment("A", 0), waits).left).toMatchObject({ state: "FIN_WAIT2" });
    expect(receive(segment("A", 0, { ack: 8999 }), waits).left).toMatchObject({
      state: "FIN_WAIT1",
    });
    expect(receive(segment("A", 0), orphan)).toMatchObject({
      left: null,
      timeWait: { substate: "FIN_WAIT2", rcvNxt: 5000, sndNxt: 9000, entryStamp: 2000 },
    });
  });

  test("both FINs at once lead to CLOSING, and from there to TIME_WAIT", () => {
    const closing = receive(segment("FA", 0, { ack: 8999 }), orphan);
    expect(closing).toMatchObject({ answer: { ack: 5001 }, left: { state: "CLOSING" } });
    const over = receive(segment("A", 1), closing.left ?? {});
    expect(over).toMatchObject({ timeWait: { substate: "TIME_WAIT", rcvNxt: 5001 } });
    expect(receive(segment("A", 1, { ack: 8999 }), closing.left ?? {}).left).not.toBeNull();
  });

  test("a FIN that acknowledges ours leads to TIME_WAIT at once", () => {
    expect(receive(segment("FA", 0), orphan)).toMatchObject({
      answer: { kind: "ACK", ack: 5001 },
      timeWait: { substate: "TIME_WAIT", rcvNxt: 5001 },
    });
    expect(receive(segment("FA", 0), { state: "FIN_WAIT2" }).timeWait).not.toBeNull();
  });

  test("data that nobody will read is reset; with a process it is taken", () => {
    for (const one of [
      segment("A", 0, { length: 1 }),
      segment("FA", 0, { length: 1 }),
      segment("FA", 1),
      segment("A", 0, { length: 1, ack: 8999 }),
    ])
      expect(receive(one, orphan)).toMatchObject({ answer: { kind: "RST" }, aborted: true });
    expect(receive(segment("A", 0, { length: 1 }), waits).left).toMatchObject({ rcvNxt: 5001 });
  });

  test("after the peer's FIN new data is dropped, old data acknowledged, both together reset", () => {
    const state = "CLOSE_WAIT";
    expect(receive(segment("A", 0, { length: 1 }), { state })).toMatchObject({
      answer: { kind: "silence" },
      left: { rcvNxt: 5000 },
    });
    expect(receive(segment("FA", -1), { state }).answer).toEqual(ack);
    expect(receive(segment("A", -1, { length: 2 }), { state })).toMatchObject({
      answer: { kind: "RST" },
      aborted: true,
    });
  });

  test("LAST_ACK ends with the ACK of its FIN", () => {
    const last = { state: "LAST_ACK", sndUna: 8999, orphan: true } as const;
    expect(receive(segment("A", 0), last)).toMatchObject({
      left: null,
      timeWait: null,
      aborted: false,
    });
    expect(receive(segment("A", 0, { ack: 8999 }), last).left).toMatchObject({ state: "LAST_ACK" });
  });
});
