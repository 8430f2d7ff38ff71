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
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clock } from "../../src/lab/clock.ts";
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
  /** A clock whose markers a capture saw with this lead over the session, in ns. */
  async function seen(lead: (marker: number) => bigint) {
    const clock = new Clock();
    const base = 1_700_000_000_000_000_000n;
    const origin = process.hrtime.bigint();
    await clock.mark(20);
    const now = process.hrtime.bigint() - origin;
    for (let marker = 0; marker < 20; marker++)
      clock.saw(String(marker), base + (now * BigInt(marker + 1)) / 20n + lead(marker));
    return { map: () => clock.map(), base };
  }

  test("finds the session time of a capture time, within the error it states", async () => {
    const { map, base } = await seen(() => 0n);
    const found = map();
    expect(found.markers).toBe(20);
    // Markers came about a millisecond apart, so the line through them passes near the base.
    expect(Math.abs(sessionTime(base + 10_000_000n, found) - 10_000)).toBeLessThan(
      found.error + 3000,
    );
  });

  test("states a larger error when the capture's clock jumps", async () => {
    const steady = (await seen(() => 0n)).map().error;
    const jumping = (await seen((marker) => (marker === 7 ? 50_000_000n : 0n))).map().error;
    expect(jumping).toBeGreaterThan(steady + 30_000);
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
  for (const { title, summary, terminals } of experiments) {
    for (const words of [title, summary]) expect(Object.keys(words)).toEqual(["en", "zh-cn"]);
    expect(new Set(terminals.map(({ id }) => id)).size).toBe(terminals.length);
    expect(terminals.length).toBeGreaterThanOrEqual(4);
  }
});
