import { describe, expect, test } from "vitest";
import { add, prescribed, type Standard, type TimeWait } from "time-wait";

const tw: TimeWait = { rcvNxt: 5000, sndNxt: 9000, rcvWnd: 1000, tsRecent: null };
const stamped: TimeWait = { ...tw, tsRecent: 700 };
const syn = (distance: number, tsval?: number) => ({
  flags: "S",
  seq: add(5000, distance),
  ...(tsval !== undefined && { tsval }),
});
const says = (standard: Standard, timeWait: TimeWait, distance: number, tsval?: number) =>
  prescribed(standard, timeWait, syn(distance, tsval)).answers[0];

describe("RFC 793", () => {
  test("answers a SYN out of the window with an ACK, one in it with an RST", () => {
    expect(says("RFC 793", tw, -2)).toBe("ACK");
    expect(says("RFC 793", tw, -1)).toBe("ACK");
    expect(says("RFC 793", tw, 0)).toBe("RST");
    expect(says("RFC 793", tw, 999)).toBe("RST");
    expect(says("RFC 793", tw, 1000)).toBe("ACK");
    expect(says("RFC 793", { rcvNxt: 5000, sndNxt: 1, tsRecent: null }, 65_534)).toBe("RST");
    expect(says("RFC 793", { rcvNxt: 5000, sndNxt: 1, tsRecent: null }, 65_535)).toBe("ACK");
  });
});

test("RFC 9293 permits both, whatever the SYN's number", () => {
  for (const distance of [-1000, 0, 1000])
    expect(prescribed("RFC 9293", tw, syn(distance)).answers).toEqual(["SYN-ACK", "ACK"]);
});

describe("RFC 6191", () => {
  test("lets a newer timestamp decide, and an equal one leave it to the sequence number", () => {
    expect(says("RFC 6191", stamped, -1000, 701)).toBe("SYN-ACK");
    expect(says("RFC 6191", stamped, 1000, 699)).toBe("silence");
    expect(says("RFC 6191", stamped, -1, 700)).toBe("silence");
    expect(says("RFC 6191", stamped, 0, 700)).toBe("SYN-ACK");
  });

  test("goes by the sequence number where the SYN has no timestamp", () => {
    expect(says("RFC 6191", stamped, 0)).toBe("SYN-ACK");
    expect(says("RFC 6191", stamped, -1)).toBe("silence");
    expect(says("RFC 6191", tw, 0)).toBe("SYN-ACK");
    expect(says("RFC 6191", tw, -1)).toBe("silence");
  });

  test("accepts timestamps where the old connection had none", () => {
    expect(says("RFC 6191", tw, -1000, 1)).toBe("SYN-ACK");
  });

  test("tells which conditions it looked at", () => {
    const { branches, clause } = prescribed("RFC 6191", stamped, syn(0, 700));
    expect(clause).toBe("RFC 6191 §2");
    expect(branches.map(({ condition, value }) => [condition, value])).toEqual([
      ["old connection used timestamps", true],
      ["SYN has a timestamp", true],
      ["SEG.TSval > last seen", false],
      ["SEG.TSval == last seen", true],
      ["SEG.SEQ > last seen", true],
    ]);
  });
});

test.each(["A", "SA", "R", "SR", ""])("the standards are not asked about %j", (flags) => {
  expect(() => prescribed("RFC 6191", tw, { flags, seq: 1 })).toThrow(RangeError);
});
