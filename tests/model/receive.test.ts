import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, kernelNamed, receiveInTimeWait, type Segment, type TimeWait } from "time-wait";

const kernel = kernelNamed("linux-6.18");
const tw: TimeWait = { rcvNxt: 5000, sndNxt: 9000, tsRecent: null };
const stamped: TimeWait = { ...tw, tsRecent: 700 };
const syn = (distance: number, tsval?: number): Segment => ({
  flags: "S",
  seq: add(tw.rcvNxt, distance),
  ...(tsval !== undefined && { tsval }),
});
const answer = (timeWait: TimeWait, segment: Segment) =>
  receiveInTimeWait(timeWait, segment, kernel).answer.kind;
const conditions = (timeWait: TimeWait, segment: Segment) =>
  Object.fromEntries(
    receiveInTimeWait(timeWait, segment, kernel).branches.map(({ condition, value }) => [
      condition,
      value,
    ]),
  );

const AFTER = "after(seq, tw_rcv_nxt)";
const NEWER = "(s32)(tw_ts_recent - rcv_tsval) < 0";

describe("a SYN that meets TIME_WAIT", () => {
  test("without timestamps is judged by its sequence number alone", () => {
    expect(answer(tw, syn(0))).toBe("ACK");
    expect(answer(tw, syn(1))).toBe("SYN-ACK");
    expect(answer(tw, syn(-1, 4_000_000_000))).toBe("ACK");
  });

  test("with timestamps, either a newer number or a newer stamp is enough", () => {
    expect(answer(stamped, syn(1, 700))).toBe("SYN-ACK");
    expect(answer(stamped, syn(-1, 701))).toBe("SYN-ACK");
    expect(answer(stamped, syn(0, 700))).toBe("ACK");
  });

  test("an older stamp vetoes both, and starts the 60 s again", () => {
    const outcome = receiveInTimeWait(stamped, syn(1, 699), kernel);
    expect(outcome.answer.kind).toBe("ACK");
    expect(outcome.restarted).toBe(true);
    expect(receiveInTimeWait(stamped, syn(0, 700), kernel).restarted).toBe(false);
  });

  test("is told the old connection's numbers when it is refused", () => {
    expect(receiveInTimeWait(tw, syn(-7), kernel).answer).toEqual({
      kind: "ACK",
      seq: tw.sndNxt,
      ack: tw.rcvNxt,
      tsecr: null,
    });
  });

  test("is not let in where nobody listens, and leaves TIME_WAIT as it was", () => {
    const outcome = receiveInTimeWait(tw, syn(1), kernel, { listener: false });
    expect(outcome).toMatchObject({ answer: { kind: "ACK" }, left: tw, restarted: false });
  });
});

describe("the conditions are reported", () => {
  test("in the kernel's order, and only as far as they were looked at", () => {
    const { branches } = receiveInTimeWait(tw, syn(1), kernel);
    expect(branches.map(({ condition }) => condition)).toEqual([
      "tw_substate == TCP_FIN_WAIT2",
      "!paws_reject",
      "seq == tw_rcv_nxt",
      "th->syn",
      "!th->rst",
      "!th->ack",
      "!paws_reject",
      AFTER,
      "inet_lookup_listener()",
    ]);
    expect(conditions(stamped, syn(-1, 701))).toMatchObject({ [AFTER]: false, [NEWER]: true });
    expect(conditions(stamped, syn(1, 701))).not.toHaveProperty(NEWER);
    expect(conditions(tw, { flags: "A", seq: 1 })).toMatchObject({ "th->syn": false });
    expect(conditions(tw, { flags: "A", seq: 1 })).not.toHaveProperty("!th->ack");
    const exact = conditions(tw, { flags: "R", seq: 5000, length: 3 });
    expect(exact).toMatchObject({ "seq == end_seq": false, "th->rst": true });
  });
});

describe("the reopened connection's first sequence number", () => {
  test("lies 65535 + 2 past the old snd_nxt, and is never 0", () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (sndNxt) => {
        const { answer } = receiveInTimeWait({ ...tw, sndNxt }, syn(1), kernel);
        const expected = add(sndNxt, 65537);
        expect(answer).toMatchObject({ kind: "SYN-ACK", isn: expected === 0 ? 1 : expected });
      }),
    );
    const sndNxt = add(0, -65537);
    expect(receiveInTimeWait({ ...tw, sndNxt }, syn(1), kernel).answer).toMatchObject({ isn: 1 });
  });

  test("is fresh where the kernel lost it", () => {
    const { answer } = receiveInTimeWait(tw, syn(1), kernelNamed("linux-6.1"));
    expect(answer).toMatchObject({ kind: "SYN-ACK", isn: "fresh" });
  });
});

describe("an exact bare ACK", () => {
  test("is answered by silence, starts the 60 s again and carries its stamp over", () => {
    const outcome = receiveInTimeWait(stamped, { flags: "A", seq: 5000, tsval: 750 }, kernel);
    expect(outcome).toMatchObject({
      answer: { kind: "silence" },
      restarted: true,
      left: { tsRecent: 750, tsRecentStamp: 0 },
    });
  });
});

describe("an exact RST", () => {
  const rst: Segment = { flags: "R", seq: 5000 };
  test("destroys TIME_WAIT, unless tcp_rfc1337 is set", () => {
    expect(receiveInTimeWait(tw, rst, kernel).left).toBeNull();
    const kept = receiveInTimeWait(tw, rst, kernel, { rfc1337: true });
    expect(kept).toMatchObject({ left: tw, restarted: false, answer: { kind: "silence" } });
    const old = receiveInTimeWait(tw, rst, kernelNamed("linux-4.18"), { rfc1337: true });
    expect(old).toMatchObject({ left: tw, restarted: true });
  });
});
