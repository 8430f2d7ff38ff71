import { describe, expect, test } from "vitest";
import { kernelNamed, receiveInTimeWait, type Segment, type TimeWait } from "time-wait";

const kernel = kernelNamed("linux-6.18");
const tw: TimeWait = { rcvNxt: 5000, sndNxt: 9000, tsRecent: null, lastOowAck: 1000 };
const old: Segment = { flags: "S", seq: 4000 };
const at = (now: number, segment = old, invalidRatelimit?: number) =>
  receiveInTimeWait(tw, segment, kernel, {
    now,
    ...(invalidRatelimit !== undefined && { invalidRatelimit }),
  });

describe("tcp_invalid_ratelimit", () => {
  test("lets one ACK out in 500 ms", () => {
    expect(at(1499)).toMatchObject({ answer: { kind: "silence" }, left: tw });
    expect(at(1500)).toMatchObject({ answer: { kind: "ACK" }, left: { lastOowAck: 1500 } });
    expect(at(1000).answer.kind).toBe("silence");
    expect(at(999).answer.kind).toBe("ACK"); // the counter has wrapped
  });

  test("can be changed, and turned off", () => {
    expect(at(1099, old, 100).answer.kind).toBe("silence");
    expect(at(1100, old, 100).answer.kind).toBe("ACK");
    expect(at(1000, old, 0).answer.kind).toBe("ACK");
  });

  test("limits SYNs and bare ACKs, never data or a FIN", () => {
    expect(at(1001, { flags: "A", seq: 4000 }).answer.kind).toBe("silence");
    expect(at(1001, { flags: "S", seq: 4000, length: 9 }).answer.kind).toBe("silence");
    expect(at(1001, { flags: "A", seq: 4000, length: 1 })).toMatchObject({
      answer: { kind: "ACK" },
      left: tw,
    });
    expect(at(1001, { flags: "FA", seq: 4999 }).answer.kind).toBe("ACK");
  });

  test("does not keep the 60 s from starting again", () => {
    expect(at(1001, { flags: "A", seq: 4000 }).restarted).toBe(true);
  });

  test("is not asked before the first ACK, nor where nobody listens, nor before 4.0", () => {
    const first: TimeWait = { rcvNxt: 5000, sndNxt: 9000, tsRecent: null };
    expect(receiveInTimeWait(first, old, kernel).answer.kind).toBe("ACK");
    const fresh = { flags: "S", seq: 5001 };
    const deaf = receiveInTimeWait(tw, fresh, kernel, { now: 1001, listener: false });
    expect(deaf.answer.kind).toBe("ACK");
    const v3 = receiveInTimeWait(tw, old, kernelNamed("linux-3.10"), { now: 1001 });
    expect(v3).toMatchObject({ answer: { kind: "ACK" }, left: tw });
  });
});
