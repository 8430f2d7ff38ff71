import { describe, expect, test } from "vitest";
import {
  add,
  establish,
  kernelNamed,
  receiveInListen,
  receiveInSynRecv,
  reset,
  type Request,
  type Segment,
} from "time-wait";

const kernel = kernelNamed("linux-6.18");
const request: Request = {
  rcvIsn: 5000,
  sntIsn: 8000,
  tsRecent: 700,
  sntTsval: { first: 100, last: 120 },
  rcvWnd: 1000,
};
const segment = (flags: string, distance: number, rest: Partial<Segment> = {}): Segment => ({
  flags,
  seq: add(5000, distance),
  ack: 8001,
  ...rest,
});
const receive = (one: Segment, name = "linux-6.18", over: Partial<Request> = {}) =>
  receiveInSynRecv({ ...request, ...over }, one, kernelNamed(name), { now: 2000, tick: 150 });
const kind = (one: Segment, name?: string) => receive(one, name).answer.kind;

describe("a listener", () => {
  test("answers a SYN, and makes a request of it", () => {
    const heard = receiveInListen({ flags: "S", seq: 5000, tsval: 7 }, { tick: 9 }, 8000);
    expect(heard.answer).toEqual({ kind: "SYN-ACK", isn: 8000, ack: 5001, tsecr: 7 });
    expect(heard.request).toEqual({
      rcvIsn: 5000,
      sntIsn: 8000,
      tsRecent: 7,
      sntTsval: { first: 9, last: 9 },
      rcvWnd: 65_160,
    });
    const plain = receiveInListen({ flags: "S", seq: 5000 }, { now: 3 });
    expect(plain.answer).toMatchObject({ isn: "fresh", tsecr: null });
    expect(plain.request).toMatchObject({ sntTsval: { first: 3, last: 3 }, rcvWnd: 64_240 });
  });

  test("resets an ACK, and drops RST, FIN and nothing", () => {
    expect(receiveInListen(segment("A", 0)).answer).toEqual({ kind: "RST", seq: 8001, ack: null });
    expect(receiveInListen(segment("SA", 0)).answer.kind).toBe("RST");
    for (const flags of ["RA", "R", "F", "SF", "SR", ""])
      expect(receiveInListen(segment(flags, 0)), flags).toMatchObject({
        answer: { kind: "silence" },
        request: null,
      });
  });
});

test("an RST answers everything but an RST", () => {
  expect(reset({ flags: "SF", seq: 5, length: 3 })).toEqual({ kind: "RST", seq: 0, ack: 10 });
  expect(reset({ flags: "A", seq: 5 })).toEqual({ kind: "RST", seq: 0, ack: null });
  expect(reset({ flags: "RA", seq: 5, ack: 1 }).kind).toBe("silence");
});

describe("SYN_RECV", () => {
  test("answers the same SYN with the same SYN-ACK", () => {
    const again = receive(segment("S", 0, { tsval: 701 }));
    expect(again.answer).toEqual({ kind: "SYN-ACK", isn: 8000, ack: 5001, tsecr: 700 });
    expect(again.left).toEqual({
      ...request,
      sntTsval: { first: 100, last: 150 },
      lastOowAck: 2000,
    });
    expect(receive(segment("S", 0), "linux-6.18", { lastOowAck: 1900 }).answer.kind).toBe(
      "silence",
    );
    expect(kind(segment("S", 0, { tsval: 699 }))).toBe("ACK");
  });

  test("leaves an ACK of what was never sent to the listener", () => {
    const wrong = receive(segment("A", 1, { ack: 8002 }));
    expect(wrong).toMatchObject({ answer: { kind: "RST", seq: 8002 }, left: request });
    const unknown = receive(segment("A", 1), "linux-6.18", { sntIsn: "fresh" });
    expect(unknown.answer.kind).toBe("RST");
  });

  test("challenges what is out of the window, but no RST", () => {
    expect(receive(segment("A", 1002))).toMatchObject({
      answer: { kind: "ACK", seq: 8001, ack: 5001, tsecr: 700 },
      left: { lastOowAck: 2000 },
    });
    expect(kind(segment("R", 1002))).toBe("silence");
    expect(receive(segment("A", 1002), "linux-6.18", { lastOowAck: 1900 }).answer.kind).toBe(
      "silence",
    );
    const data = receive(segment("A", 2000, { length: 1 }), "linux-6.18", { lastOowAck: 1900 });
    expect(data).toMatchObject({ answer: { kind: "ACK" }, left: { lastOowAck: 1900 } });
    expect(receive(segment("A", 1002), "linux-6.18", { tsRecent: 0 }).answer).toMatchObject({
      tsecr: null,
    });
    expect(receive(segment("A", 1002), "linux-6.18", { sntIsn: "fresh" }).answer.kind).toBe("RST");
    expect(receive(segment("S", 1002), "linux-6.18", { sntIsn: "fresh" }).answer).toMatchObject({
      kind: "ACK",
      seq: "fresh",
    });
  });

  test("has a window of 65,535 bytes at most", () => {
    const wide = { rcvWnd: 70_000 };
    expect(receive(segment("F", 65_536), "linux-6.18", wide).answer.kind).toBe("ACK");
    expect(receive(segment("F", 65_535), "linux-6.18", wide).answer.kind).toBe("silence");
  });

  test("distrusts the echo of a stamp that it has not sent, since 6.15", () => {
    const echo = (tsecr: number) => kind(segment("F", 1, { tsval: 700, tsecr }));
    expect([99, 100, 120, 121, 0].map(echo)).toEqual([
      "ACK",
      "silence",
      "silence",
      "ACK",
      "silence",
    ]);
    expect(kind(segment("F", 1, { tsval: 700, tsecr: 99 }), "linux-6.12")).toBe("silence");
    expect(
      receive(segment("F", 1, { tsval: 700, tsecr: 99 }), "linux-6.18", { tsRecent: null }).answer
        .kind,
    ).toBe("silence");
    expect(kind(segment("F", 1, { tsecr: 99 }))).toBe("silence");
  });

  test("ends with an exact RST; an inexact one is challenged, or obeyed by old kernels", () => {
    expect(receive(segment("R", 1))).toMatchObject({ answer: { kind: "silence" }, left: null });
    expect(receive(segment("R", 2))).toMatchObject({ answer: { kind: "ACK" } });
    expect(receive(segment("R", 2), "linux-5.10").left).toBeNull();
  });

  test("ends with an RST to another SYN in the window", () => {
    expect(receive(segment("S", 1))).toMatchObject({
      answer: { kind: "RST", ack: 5002 },
      left: null,
    });
  });

  test("ignores what has no ACK, and completes the handshake with one", () => {
    expect(receive(segment("F", 1))).toMatchObject({ answer: { kind: "silence" }, left: request });
    expect(receive(segment("A", 1))).toMatchObject({ left: null, established: true });
    // The SYN itself, with the ACK: its number lies before the window, and is cut off.
    expect(receive(segment("SA", 0, { length: 1 })).established).toBe(true);
    expect(receive(segment("F", 1)).established).toBe(false);
  });

  test("makes a connection that goes on where the handshake ended", () => {
    const made = establish(request, 8000, segment("A", 1, { tsval: 710 }), 2500);
    expect(made).toMatchObject({
      state: "ESTABLISHED",
      rcvNxt: 5001,
      sndUna: 8001,
      sndNxt: 8001,
      tsRecent: 710,
      tsRecentStamp: 2,
    });
    expect(establish(request, 8000, segment("A", 2, { tsval: 710 }), 0).tsRecent).toBe(700);
    expect(establish(request, 8000, segment("A", 1), 0).tsRecent).toBe(700);
    const plain = { ...request, tsRecent: null };
    expect(establish(plain, 8000, segment("A", 1, { tsval: 1 }), 0).tsRecent).toBeNull();
  });

  test("was not limited before 4.0", () => {
    const tooSoon = { lastOowAck: 1999 };
    expect(receive(segment("S", 0), "linux-3.10", tooSoon).answer.kind).toBe("SYN-ACK");
    expect(kernel.ackRateLimit).toBe(true);
  });
});
