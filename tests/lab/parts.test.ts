import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Clock, type ClockMap } from "../../src/lab/clock.ts";
import { isStory } from "../../src/lab/experiment.ts";
import { experimentNamed, experiments } from "../../src/lab/experiments/index.ts";
import { place } from "../../src/lab/place.ts";
import { parseSs } from "../../src/lab/sockets.ts";
import { requireTools } from "../../src/lab/tools.ts";
import { Watch } from "../../src/lab/wait.ts";
import { sessionTime } from "../../src/sessions/read.ts";

describe("what ss prints", () => {
  test("becomes sockets", () => {
    expect(
      parseSs(
        "LISTEN    0      1      127.0.0.1:8888      0.0.0.0:*\nTIME-WAIT 0 0 127.0.0.1:8888 127.0.0.1:59818 timer:(timewait,59sec,0)\n",
      ),
    ).toEqual([
      { state: "LISTEN", recvQ: 0, sendQ: 1, local: "127.0.0.1:8888", peer: "0.0.0.0:*" },
      {
        state: "TIME-WAIT",
        recvQ: 0,
        sendQ: 0,
        local: "127.0.0.1:8888",
        peer: "127.0.0.1:59818",
        timer: "timewait,59sec,0",
      },
    ]);
  });
  test("is quoted when it is something else", () => {
    expect(() => parseSs("Cannot open netlink socket\n")).toThrow(/no socket: "Cannot open/);
  });
});

describe("the clock's map", () => {
  const BASE = 1_700_000_000_000_000_000n;

  /**
   * A clock with 20 markers, one every 100 ms, each sent within 10 µs; the capture saw each at the
   * wall time that `wall` gives for the middle of those 10 µs (ns since the session began).
   */
  async function seen(wall: (at: bigint, marker: number) => bigint): Promise<ClockMap> {
    let calls = 0;
    const monotonic = vi
      .spyOn(process.hrtime, "bigint")
      .mockImplementation(() => BigInt((calls >> 1) * 100_000_000 + (calls++ & 1) * 10_000));
    try {
      calls = 2; // the first marker is 100 ms after the clock's making
      const clock = new Clock();
      const origin = 100_000_000n;
      calls = 4;
      await clock.mark(20);
      for (let marker = 0; marker < 20; marker++)
        clock.saw(String(marker), wall(BigInt((marker + 2) * 100_000_000 + 5000) - origin, marker));
      return clock.map();
    } finally {
      monotonic.mockRestore();
    }
  }

  test("finds the lead and the drift of the capture's clock", async () => {
    const fast = await seen((at) => BASE + at + at / 10_000n); // 100 µs a second too fast
    expect(fast).toMatchObject({ markers: 20, error: 5 });
    expect(fast.drift).toBeCloseTo(100, 3);
    for (const at of [0n, 1_000_000_000n, 2_000_000_000n])
      expect(
        Math.abs(sessionTime(BASE + at + at / 10_000n, fast) - Number(at / 1000n)),
      ).toBeLessThanOrEqual(fast.error);
  });

  test("states an error that covers what the markers saw, when the clock jumps", async () => {
    const jumping = await seen((at, marker) => BASE + at + (marker === 7 ? 50_000_000n : 0n));
    expect(jumping.error).toBe(50_000); // µs; of which 5 are the marker's own doubt
  });

  test("cannot be made when the capture saw no markers", async () => {
    const clock = new Clock();
    await clock.mark(2);
    expect(() => clock.map()).toThrow("saw none of the markers");
  });
});

describe("a recording is put in place whole", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "place-"))));
  afterEach(() => rmSync(root, { recursive: true }));
  const write = (folder: string, text: string) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "session.json"), text);
  };
  const read = () => readFileSync(join(root, "shelf/linux/session.json"), "utf8");
  const target = () => join(root, "shelf/linux");

  test("where there was none, and in place of an older one", () => {
    write("first", "1");
    place(join(root, "first"), target());
    expect(read()).toBe("1");
    write("second", "2");
    place(join(root, "second"), target());
    expect(read()).toBe("2");
    expect(readdirSync(join(root, "shelf"))).toEqual(["linux"]);
  });

  test("after a crash between taking the old one away and putting the new one there", () => {
    write("first", "1");
    place(join(root, "first"), target());
    renameSync(target(), `${target()}.last`);
    write("shelf/linux.next", "half");
    write("second", "2");
    place(join(root, "second"), target());
    expect(read()).toBe("2");
    expect(readdirSync(join(root, "shelf"))).toEqual(["linux"]);
  });

  test("or not at all: the old one stays when the new one cannot be read", () => {
    write("first", "1");
    place(join(root, "first"), target());
    expect(() => place(join(root, "missing"), target())).toThrow();
    expect(read()).toBe("1");
  });
});

describe("waiting", () => {
  test("ends as soon as something is found", async () => {
    const watch = new Watch();
    const values: number[] = [];
    const found = watch.until("a value", () => values[0]);
    watch.stir();
    values.push(7);
    watch.stir();
    expect(await found).toBe(7);
  });
  test("ends with the reason when it has become vain", async () => {
    const watch = new Watch();
    const found = watch.until("a value", () => undefined);
    watch.fail(new Error("the capture has ended"));
    await expect(found).rejects.toThrow("the capture has ended");
    await expect(watch.until("more", () => undefined)).rejects.toThrow("the capture has ended");
  });
});

describe("what is not there is named with its remedy", () => {
  test("a tool", () => {
    expect(() => requireTools(["bash", "no-such-tool"])).toThrow(
      "no-such-tool not found; on Debian: apt-get install --no-install-recommends no-such-tool",
    );
  });
  test("an experiment", () => {
    expect(() => experimentNamed("nothing")).toThrow(/no experiment "nothing".*server-time-wait/);
    expect(() => experimentNamed(undefined)).toThrow(/which experiment\?/);
  });
});

test("every experiment explains itself in both languages, and has terminals with ids of their own", () => {
  for (const { title, summary } of experiments)
    for (const words of [title, summary]) expect(Object.keys(words)).toEqual(["en", "zh-cn"]);
  for (const { terminals } of experiments.filter(isStory)) {
    expect(new Set(terminals.map(({ id }) => id)).size).toBe(terminals.length);
    expect(terminals.length).toBeGreaterThanOrEqual(4);
  }
});
