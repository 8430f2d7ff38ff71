import { describe, expect, test } from "vitest";
import {
  bindConflicts,
  connect,
  enter,
  findPort,
  kernelNamed,
  portPasses,
  takeOver,
  type Attempt,
  type PortState,
  type Reuse,
  type TimeWait,
} from "time-wait";

const kernel = kernelNamed("linux-6.18");
const tw: TimeWait = {
  rcvNxt: 5000,
  sndNxt: 9000,
  tsRecent: 700,
  tsRecentStamp: 10,
  entryStamp: 10_300,
};
const chosen: Reuse = { bound: false, twReuse: 1, now: 11_301 };
const reuses = (reuse: Partial<Reuse>, name = "linux-6.18", timeWait = tw) =>
  takeOver(timeWait, { ...chosen, ...reuse }, kernelNamed(name)).taken !== null;

describe("a port that the program bound", () => {
  test("is taken over at once if there were timestamps, whatever tcp_tw_reuse says", () => {
    for (const twReuse of [0, 1, 2] as const)
      expect(reuses({ bound: true, twReuse, now: 10_300 })).toBe(true);
    const plain = { ...tw, tsRecent: null };
    expect(reuses({ bound: true }, "linux-6.18", plain)).toBe(false);
    expect(reuses({}, "linux-6.18", plain)).toBe(false);
  });

  test("is taken over from FIN_WAIT2 too", () => {
    expect(reuses({ bound: true }, "linux-6.18", { ...tw, substate: "FIN_WAIT2" })).toBe(true);
  });

  test("hands its number and timestamp on", () => {
    const { taken } = takeOver(tw, { bound: true }, kernel);
    expect(taken).toEqual({ isn: 9000 + 65_537, tsRecent: 700, tsRecentStamp: 10 });
    const wraps = { ...tw, sndNxt: 2 ** 32 - 65_537 };
    expect(takeOver(wraps, { bound: true }, kernel).taken?.isn).toBe(1);
  });
});

describe("a port that the kernel chose", () => {
  test("is taken over only with tcp_tw_reuse: 1, or 2 on loopback", () => {
    expect(reuses({ twReuse: 0 })).toBe(false);
    expect(reuses({ twReuse: 1 })).toBe(true);
    expect(reuses({ twReuse: 2 })).toBe(false);
    expect(reuses({ twReuse: 2, loopback: true })).toBe(true);
  });

  test("goes by the release's default where nothing was written", () => {
    const attempt = { bound: false, now: 99_000, loopback: true };
    expect(takeOver(tw, attempt, kernelNamed("linux-4.17")).taken).toBeNull();
    expect(takeOver(tw, attempt, kernelNamed("linux-4.18")).taken).not.toBeNull();
  });

  test("waits tcp_tw_reuse_delay since TIME_WAIT began, since 6.14", () => {
    expect(reuses({ now: 11_300 })).toBe(false);
    expect(reuses({ now: 11_301 })).toBe(true);
    expect(reuses({ now: 10_400, delay: 100 })).toBe(false);
    expect(reuses({ now: 10_401, delay: 100 })).toBe(true);
  });

  test("waits for the next second from 4.19 on, for the one after next before", () => {
    expect(reuses({ now: 10_999 }, "linux-6.12")).toBe(false);
    expect(reuses({ now: 11_000 }, "linux-6.12")).toBe(true);
    expect(reuses({ now: 11_999 }, "linux-3.10")).toBe(false);
    expect(reuses({ now: 12_000 }, "linux-3.10")).toBe(true);
  });

  test("is taken over from FIN_WAIT2 by old kernels only", () => {
    const fw2: TimeWait = { ...tw, substate: "FIN_WAIT2" };
    expect(reuses({}, "linux-6.18", fw2)).toBe(false);
    expect(reuses({ now: 99_000 }, "linux-4.19", fw2)).toBe(true);
  });
});

describe("bind()", () => {
  const waiting = (reuseAddress: boolean) => ({ state: "TIME_WAIT", reuseAddress });
  test("conflicts unless both sockets have SO_REUSEADDR and nobody listens", () => {
    expect(bindConflicts(true, [])).toMatchObject({ conflicts: false });
    expect(bindConflicts(true, [waiting(true)])).toMatchObject({ conflicts: false });
    expect(bindConflicts(true, [waiting(true), waiting(false)])).toMatchObject({ conflicts: true });
    expect(bindConflicts(false, [waiting(true)])).toMatchObject({ conflicts: true });
    const listening = { state: "LISTEN", reuseAddress: true };
    expect(bindConflicts(true, [listening])).toMatchObject({ conflicts: true });
  });
});

describe("connect()", () => {
  const tuple = {
    timeWait: tw,
    sockets: [{ state: "TIME_WAIT", reuseAddress: true }],
    portBound: true,
    connected: true,
  };
  const attempt: Attempt = { bind: true, reuseAddress: true };
  const says = (over: object, how: Partial<Attempt> = {}) => {
    const { bind, connect: errno } = connect({ ...tuple, ...over }, { ...attempt, ...how }, kernel);
    return [bind, errno];
  };

  test("tells which system call fails, and how", () => {
    expect(says({})).toEqual(["ok", "ok"]);
    expect(says({}, { reuseAddress: false })).toEqual(["EADDRINUSE", null]);
    expect(says({ timeWait: { ...tw, tsRecent: null } })).toEqual(["ok", "EADDRNOTAVAIL"]);
    expect(says({ timeWait: null })).toEqual(["ok", "EADDRNOTAVAIL"]);
    expect(says({ timeWait: null, connected: false })).toEqual(["ok", "ok"]);
  });

  test("left to the kernel passes over ports that were bound, and does not look at SO_REUSEADDR", () => {
    const late = { bind: false, twReuse: 1, now: 99_000, reuseAddress: false } as const;
    expect(says({}, late)).toEqual(["ok", "EADDRNOTAVAIL"]);
    expect(says({ portBound: false }, late)).toEqual(["ok", "ok"]);
  });

  test("begins anew where nothing is left", () => {
    const free = { timeWait: null, sockets: [], portBound: false, connected: false };
    expect(connect(free, attempt, kernel)).toMatchObject({ connect: "ok", taken: null });
  });
});

describe("the search for a port", () => {
  const range = { low: 100, high: 105 };
  const order = (offset: number, over = range, name = "linux-6.18") =>
    portPasses(over, offset, kernelNamed(name)).map((pass) => [...pass]);

  test("tries the parity of the range's first port, then the other", () => {
    expect(order(0)).toEqual([
      [100, 102, 104],
      [101, 103, 105],
    ]);
    expect(order(3)).toEqual([
      [102, 104, 100],
      [103, 105, 101],
    ]);
    expect(order(9)).toEqual(order(3));
  });

  test("never tries the last of an odd number of ports, unless it is the only one", () => {
    expect(order(0, { low: 100, high: 104 }).flat().toSorted()).toEqual([100, 101, 102, 103]);
    expect(order(5, { low: 100, high: 100 })).toEqual([[100]]);
  });

  test("went straight through before 4.2", () => {
    expect(order(2, range, "linux-3.10")).toEqual([[103, 104, 105, 100, 101, 102]]);
  });

  test("ends at the first that will do, or with none", () => {
    const states: Record<number, PortState> = { 100: "bound", 102: "taken", 104: "taken" };
    const find = (others: PortState) =>
      findPort(range, 0, kernel, (port) => states[port] ?? others);
    expect(find("free")).toEqual({ port: 101, tried: 4 });
    expect(find("shared")).toEqual({ port: 101, tried: 4 });
    expect(find("taken")).toEqual({ port: null, tried: 6 });
  });
});

test("tcp_max_tw_buckets counts what there is no room for", () => {
  const full = enter({ timeWaits: 6, overflows: 0 }, 7);
  expect(full).toEqual({ timeWaits: 7, overflows: 0 });
  expect(enter(full, 7)).toEqual({ timeWaits: 7, overflows: 1 });
});
