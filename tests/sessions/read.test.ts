import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refute } from "../../src/sessions/check.ts";
import { sha256 } from "../../src/sessions/hash.ts";
import { session } from "../../src/sessions/library.ts";
import { readSession } from "../../src/sessions/read.ts";
import type { SessionFile } from "../../src/sessions/schema.ts";

const RECORDED = "content/sessions/server-time-wait/linux-6.18";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "session-"));
  cpSync(RECORDED, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const bytes = (name: string) => readFileSync(path(name));

/** Changes session.json as a program would that does not know what it does. */
function edit(change: (file: SessionFile) => void): void {
  const file = JSON.parse(bytes("session.json").toString()) as SessionFile;
  change(file);
  writeFileSync(path("session.json"), JSON.stringify(file));
}

/** Replaces a file and its hash, so that only the content is wrong. */
function replace(name: string, content: string | Uint8Array): void {
  writeFileSync(path(name), content);
  edit((file) => {
    const owner = [...file.terminals, file.packets].find((one) => one.file === name);
    if (owner) owner.sha256 = sha256(content);
  });
}

const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error("there is none");
  return item;
};

test("an undamaged copy is read", () => {
  expect(readSession(folder).packets).toHaveLength(18);
});

describe("a damaged session is refused with file, place and reason", () => {
  test.each([
    ["a missing file", () => rmSync(path("ss.cast")), "ss.cast, the file: it is missing"],
    ["a missing session.json", () => rmSync(path("session.json")), "session.json, the file"],
    [
      "session.json that is not JSON",
      () => writeFileSync(path("session.json"), "{"),
      "session.json, the whole file: not JSON",
    ],
    [
      "a changed cast",
      () => writeFileSync(path("client.cast"), `${bytes("client.cast").toString()}\n`),
      "client.cast, sha256: the file is not the one that was recorded",
    ],
    [
      "one changed bit in the capture",
      () => {
        const pcap = bytes("packets.pcap");
        pcap[200] = (pcap[200] ?? 0) ^ 1;
        writeFileSync(path("packets.pcap"), pcap);
      },
      "packets.pcap, sha256",
    ],
    [
      "a malformed cast with a right hash",
      () => replace("client.cast", `${bytes("client.cast").toString()}[1, "o"]\n`),
      "not [interval, code, data]",
    ],
    [
      "a cut capture with a right hash",
      () => replace("packets.pcap", bytes("packets.pcap").subarray(0, -5)),
      "the last packet is cut off",
    ],
    [
      "a capture with a packet too few",
      () => edit((file) => (file.packets.count = 19)),
      "packets.pcap, its end: 18 packets, not 19",
    ],
    [
      "a missing key",
      () => edit((file) => Reflect.deleteProperty(file, "kernel")),
      "session.json, kernel: ",
    ],
    [
      "a key too many",
      () => edit((file) => Object.assign(file, { colour: "red" })),
      'Unrecognized key: "colour"',
    ],
    [
      "a title in one language only",
      () => edit((file) => Reflect.deleteProperty(first(file.steps).title, "zh-cn")),
      "session.json, steps.0.title.zh-cn",
    ],
    [
      "a missing poster step",
      () => edit((file) => (file.poster = "nowhere")),
      'session.json, poster: there is no step "nowhere"',
    ],
    [
      "steps out of order",
      () => edit((file) => file.steps.reverse()),
      "it is out of order, or lies outside the session",
    ],
    [
      "a step after the end",
      () => edit((file) => (file.duration = 5_000_000)),
      "it is out of order, or lies outside the session",
    ],
    [
      "a step that is not at its packet",
      () =>
        edit((file) => {
          const step = file.steps.find(({ id }) => id === "same-port");
          if (step) step.packet = 11;
        }),
      "step same-port: it is not at the time of its packet 11",
    ],
    [
      "a step that sends a packet which was captured before it",
      () =>
        edit((file) => {
          const step = file.steps.find(({ id }) => id === "same-port");
          if (step) step.sends = 2;
        }),
      "step same-port: packet 2, which it sends, was not captured after it",
    ],
    ...(["terminals", "steps", "checks"] as const).map((list): [string, () => void, string] => [
      `two ${list} of one id`,
      () =>
        edit((file) =>
          Object.assign(file[list][1] ?? {}, { id: first<{ id: string }>(file[list]).id }),
        ),
      "there are two of that name",
    ]),
    ...(["tables", "commands"] as const).map((list): [string, () => void, string] => [
      `${list} out of order`,
      () => edit((file) => file[list].reverse()),
      `${list} 1: it is out of order`,
    ]),
    [
      "packets that the clock puts before the session",
      () => edit((file) => (file.clock.offset = String(BigInt(file.clock.offset) + 10n ** 11n))),
      "packets 0: it is out of order, or lies outside the session",
    ],
    [
      "an end that sent nothing",
      () => edit((file) => (file.ends.client = "127.0.0.1:1")),
      "ends.client: no packet comes from 127.0.0.1:1",
    ],
    [
      "a command in a terminal that is not there",
      () => edit((file) => (first(file.commands).terminal = "attic")),
      'there is no terminal "attic"',
    ],
  ])("%s", (_what, damage, message) => {
    damage();
    expect(() => readSession(folder)).toThrow(message);
    expect(() => readSession(folder)).toThrow(folder);
  });
});

describe("a check that does not hold is refused with what was found", () => {
  const falsify = (id: string, change: object) =>
    edit((file) => Object.assign(file.checks.find((check) => check.id === id) ?? {}, change));
  test.each([
    ["isn-continued", { is: { exactly: 65536 } }, "the distance is 65537"],
    ["isn-continued", { is: { otherThan: 65537 } }, "the distance is 65537"],
    ["syn-is-newer", { of: { packet: 1, field: "seq" } }, "fails: the distance is -"],
    ["answered-by-syn-ack", { flags: "A" }, "packet 11 is 127.0.0.1:8888 > 127.0.0.1:59818 [SA]"],
    ["answered-by-syn-ack", { packet: 99 }, "there is no packet 99"],
    ["timestamp-option", { timestamps: true }, "packet 1 has no timestamp option"],
    ["time-wait-on-server", { state: "CLOSING" }, "no CLOSING 127.0.0.1:8888"],
    [
      "time-wait-on-server",
      { recvQ: 1 },
      "no TIME-WAIT 127.0.0.1:8888 127.0.0.1:59818 with Recv-Q 1",
    ],
    ["time-wait-on-server", { timer: "none" }, "8888 127.0.0.1:59818 with timer none"],
    ["time-wait-on-server", { at: 1 }, "there is no socket table at 1 µs"],
    ["said-hello", { text: "good-bye" }, 'it printed "hello'],
    ["not-counted", { change: 1 }, "TWRecycled rose by 0"],
    ["not-counted", { counter: "TWNothing" }, "the counter TWNothing was not noted"],
    ["time-wait-on-server", { local: "127.0.0.1:1" }, "no TIME-WAIT 127.0.0.1:1 "],
    ["time-wait-on-server", { peer: "127.0.0.1:1" }, "no TIME-WAIT 127.0.0.1:8888 127.0.0.1:1 "],
    ["time-wait-on-server", { absent: true }, "there is TIME-WAIT 127.0.0.1:8888"],
    ["answered-by-syn-ack", { from: "127.0.0.1:1" }, "packet 11 is 127.0.0.1:8888 > "],
    ["answered-by-syn-ack", { to: "127.0.0.1:1" }, "packet 11 is 127.0.0.1:8888 > "],
    ["answered-by-syn-ack", { answers: 9 }, "packet 11 does not acknowledge packet 9"],
    ["answered-by-syn-ack", { answers: 99 }, "packet 11 does not acknowledge packet 99"],
    ["answered-by-syn-ack", { echoes: true }, "packet 11 has TSecr 0"],
    ["answered-by-syn-ack", { begins: "88" }, "packet 11 begins with nothing"],
    ["answered-by-syn-ack", { first: true }, "packet 2 has A before it"],
    ["isn-continued", { of: { packet: 99, field: "seq" } }, "one of the packets is missing"],
    ["isn-continued", { of: { packet: 11, field: "end" } }, "the distance is 65538"],
    ["isn-continued", { of: { packet: 11, field: "tsval" } }, "or has no such number"],
    ["said-hello", { command: 99 }, "there is no command 99"],
  ])("%s, changed to %j", (id, change, found) => {
    falsify(id, change);
    expect(() => readSession(folder)).toThrow(`check ${id}: `);
    expect(() => readSession(folder)).toThrow(found);
  });
});

test("checks of the kinds that this session has no example of are made too", () => {
  const base = { id: "x", title: { en: "x", "zh-cn": "x" } };
  const evidence = (() => {
    const { packets, file } = session("server-time-wait");
    const { tables, commands, counters } = file;
    return { packets, tables, commands, counters, printed: () => null };
  })();
  expect(refute({ ...base, kind: "total", packets: 18 }, evidence)).toBeNull();
  expect(refute({ ...base, kind: "total", packets: 17 }, evidence)).toBe("there are 18 packets");
  const delay = { ...base, kind: "delay", packet: 2, since: 1 } as const;
  const between = (evidence.packets[1]?.at ?? 0) - (evidence.packets[0]?.at ?? 0);
  expect(refute({ ...delay, is: { atMost: between } }, evidence)).toBeNull();
  expect(refute({ ...delay, is: { atLeast: between } }, evidence)).toBeNull();
  for (const is of [{ atMost: between - 1 }, { atLeast: between + 1 }])
    expect(refute({ ...delay, is }, evidence)).toBe(`${between} µs lie between them`);
  expect(refute({ ...delay, packet: 99, is: { atMost: 1 } }, evidence)).toContain("missing");
  const held = { ...base, kind: "lasts", local: "127.0.0.1:8888", atLeast: 2, atMost: 4 } as const;
  const lasts = (state: string, peer: string) => refute({ ...held, state, peer }, evidence);
  expect(lasts("TIME-WAIT", "127.0.0.1:59818")).toBeNull();
  expect(lasts("CLOSING", "127.0.0.1:59818")).toBe(
    "there never is CLOSING 127.0.0.1:8888 127.0.0.1:59818",
  );
  expect(lasts("LISTEN", "0.0.0.0:*")).toMatch(/^it lasts|is there to the end$/);
  for (const bounds of [
    { atLeast: 4, atMost: 60 },
    { atLeast: 0, atMost: 2 },
  ])
    expect(
      refute({ ...held, ...bounds, state: "TIME-WAIT", peer: "127.0.0.1:59818" }, evidence),
    ).toMatch(/^it lasts [23]\.\d s$/);
  expect(refute({ ...base, kind: "exit", command: 3, code: 130 }, evidence)).toBeNull();
  expect(refute({ ...base, kind: "exit", command: 3, code: 0 }, evidence)).toContain(
    "ended with 130",
  );
  expect(refute({ ...base, kind: "exit", command: 9, code: 0 }, evidence)).toContain(
    "no command 9",
  );
});

test("a recording in another one's folder is refused", () => {
  const root = mkdtempSync(join(tmpdir(), "shelf-"));
  const home = process.cwd();
  try {
    for (const where of ["client-time-wait/linux-6.18", "server-time-wait/linux-7.3"])
      cpSync(RECORDED, join(root, "content/sessions", where), { recursive: true });
    process.chdir(root);
    for (const [name, kernel] of [
      ["client-time-wait", "linux-6.18"],
      ["server-time-wait", "linux-7.3"],
    ])
      expect(() => session(name ?? "", kernel)).toThrow("it is server-time-wait on linux-6.18");
  } finally {
    process.chdir(home);
    rmSync(root, { recursive: true });
  }
});

test("of a session on several kernels, the newest that was not emulated is meant", () => {
  const root = mkdtempSync(join(tmpdir(), "shelf-"));
  const home = process.cwd();
  const shelf = join(root, "content/sessions/server-time-wait");
  try {
    cpSync(RECORDED, join(shelf, "linux-6.18"), { recursive: true });
    cpSync(RECORDED, join(shelf, "linux-7.3"), { recursive: true });
    const path = join(shelf, "linux-7.3/session.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as SessionFile;
    const tools = { qemu: "QEMU emulator version 7.2.22", ...file.tools };
    const kernel = { ...file.kernel, name: "linux-7.3" };
    writeFileSync(path, JSON.stringify({ ...file, tools, kernel }));
    process.chdir(root);
    expect(session("server-time-wait").file.kernel.name).toBe("linux-6.18");
    expect(session("server-time-wait", "linux-7.3").file.kernel.name).toBe("linux-7.3");
    rmSync(join(shelf, "linux-6.18"), { recursive: true });
    expect(session("server-time-wait").file.kernel.name).toBe("linux-7.3");
  } finally {
    process.chdir(home);
    rmSync(root, { recursive: true });
  }
});

test("a session that was not recorded is named, with those that were", () => {
  expect(() => session("no-such-session")).toThrow(
    /no session "no-such-session".*server-time-wait/,
  );
  expect(() => session("server-time-wait", "linux-2.4")).toThrow("linux-2.4");
});
