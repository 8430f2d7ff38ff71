import { describe, expect, test } from "vitest";
import { kernelNamed, receiveInSynSent, type Segment, type SynSent } from "time-wait";

const kernel = kernelNamed("linux-6.18");
const sent: SynSent = { isn: 8000, tsRecent: null, tsRecentStamp: 0, stamp: 100, rcvWnd: 1000 };
const segment = (flags: string, rest: Partial<Segment> = {}): Segment => ({
  flags,
  seq: 5000,
  ack: 8001,
  ...rest,
});
const receive = (one: Segment, over: Partial<SynSent> = {}) =>
  receiveInSynSent({ ...sent, ...over }, one, kernel, { now: 2500, tick: 150 });

describe("SYN_SENT", () => {
  test("is established by the SYN-ACK", () => {
    expect(receive(segment("SA", { tsval: 7, tsecr: 100 }))).toMatchObject({
      answer: { kind: "ACK", seq: 8001, ack: 5001, tsecr: 7 },
      left: null,
      established: { state: "ESTABLISHED", rcvNxt: 5001, tsRecent: 7, tsRecentStamp: 2 },
    });
    expect(receive(segment("SA", { tsval: 7 }), { stamp: null }).established?.tsRecent).toBeNull();
    expect(receive(segment("SA")).established?.tsRecent).toBeNull();
  });

  test("resets an ACK of something else, and sends its SYN again soon", () => {
    for (const ack of [8000, 8002])
      expect(receive(segment("A", { ack }))).toMatchObject({
        answer: { kind: "RST", seq: ack },
        left: sent,
        again: kernel.synRetry,
      });
    expect(receive(segment("RA", { ack: 8002 })).answer.kind).toBe("silence");
    expect(receive(segment("SA"), { isn: "fresh" }).answer.kind).toBe("RST");
  });

  test("resets a SYN-ACK that echoes a stamp of another time", () => {
    const echo = (tsecr: number) => receive(segment("SA", { tsval: 7, tsecr })).answer.kind;
    expect([99, 100, 150, 151, 0].map(echo)).toEqual(["RST", "ACK", "ACK", "RST", "ACK"]);
    expect(receive(segment("SA", { tsecr: 99 })).answer.kind).toBe("ACK");
    expect(receive(segment("SA", { tsval: 7, tsecr: 99 }), { stamp: null }).answer.kind).toBe(
      "ACK",
    );
  });

  test("is refused by an RST with the right ACK only", () => {
    expect(receive(segment("RA"))).toMatchObject({ left: null, established: null });
    expect(receive(segment("R")).left).toEqual(sent);
    expect(receive(segment("A")).left).toEqual(sent);
    expect(receive(segment("F")).left).toEqual(sent);
  });

  test("answers a SYN that crosses its own, unless its stamp is old", () => {
    expect(receive(segment("S", { tsval: 7 }))).toMatchObject({
      answer: { kind: "SYN-ACK", isn: 8000, ack: 5001, tsecr: 7 },
      crossed: { rcvIsn: 5000, sntIsn: 8000, tsRecent: 7 },
    });
    expect(receive(segment("S", { tsval: 7 }), { stamp: null }).crossed?.tsRecent).toBeNull();
    expect(receive(segment("S", { tsval: 7 }), { tsRecent: 8 }).crossed).toBeNull();
    expect(receive(segment("S", { tsval: 8 }), { tsRecent: 8 }).crossed).not.toBeNull();
    expect(receive(segment("S"), { tsRecent: 8 }).crossed).not.toBeNull();
    expect(receive(segment("SR", { tsval: 8 })).crossed).toBeNull();
  });
});
