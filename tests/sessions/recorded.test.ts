import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { kernelsOf, session, sessionNames, sessionTrace } from "../../src/sessions/library.ts";
import { packetsPrinted } from "../../src/sessions/printed.ts";
import { framesAt, transcriptOf } from "../../src/sessions/transcript.ts";
import type { State } from "../../src/sessions/states.ts";

const recordings = sessionNames().flatMap((name) =>
  kernelsOf(name).map((kernel) => [name, kernel]),
);
const tshark = spawnSync("tshark", ["--version"]).error === undefined;

/** ss's words for two of the states. */
const SS: Partial<Record<State, string>> = { ESTABLISHED: "ESTAB", "SYN-RECV": "SYN-RECV" };

test("the sessions that pages rest on are there", () => {
  expect(sessionNames()).toEqual(
    expect.arrayContaining(["server-time-wait", "server-time-wait-timestamps", "client-time-wait"]),
  );
});

describe.each(recordings)("%s on %s", (name = "", kernel = "") => {
  test("is whole: every hash and every check holds", () => {
    expect(session(name, kernel).file.checks.length).toBeGreaterThan(5);
  });

  test("has captured every packet that tcpdump printed, before it was printed", () => {
    const found = session(name, kernel);
    for (const [id, { events }] of found.casts) {
      const printed = events.flatMap(({ at, code, data }) =>
        code === "o" ? Array.from(data.matchAll(/(?:^|\n)IP /g), () => at) : [],
      );
      const numbers = packetsPrinted(found, id);
      expect(numbers).toHaveLength(printed.length);
      for (const [index, at] of printed.entries()) {
        const packet = found.packets[(numbers[index] ?? 0) - 1];
        expect(packet?.at).toBeLessThanOrEqual(at + found.file.clock.error);
      }
    }
  });

  test("shows each socket in the states that its packets lead to", () => {
    const found = session(name, kernel);
    const { ends, tables, clock } = found.file;
    const { events, start } = sessionTrace(found);
    const states: Record<"client" | "server", Set<string>> = {
      client: new Set(),
      server: new Set(),
    };
    let compared = 0;
    for (const { at, took, sockets } of tables)
      for (const side of ["client", "server"] as const) {
        const [local, peer] =
          side === "client" ? [ends.client, ends.server] : [ends.server, ends.client];
        const socket = sockets.find((one) => one.local === local && one.peer === peer);
        if (!socket) continue;
        // Any state the side was in while ss looked, give or take the clock's error.
        states[side] = new Set();
        let state: State = start[side];
        for (const event of events) {
          if (!("becomes" in event)) continue;
          if (event.at > at - took - clock.error) states[side].add(SS[state] ?? state);
          if (event.at > at + clock.error) break;
          state = event.becomes[side] ?? state;
        }
        states[side].add(SS[state] ?? state);
        expect([...states[side]]).toContain(socket.state);
        compared++;
      }
    expect(compared).toBeGreaterThan(3);
  });

  test("has its packets in order, each after the one before it", () => {
    const times = session(name, kernel).packets.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test.runIf(tshark)("is decoded as tshark decodes it", () => {
    const { folder, packets } = session(name, kernel);
    const fields = [
      "ip.src",
      "tcp.srcport",
      "tcp.seq_raw",
      "tcp.ack_raw",
      "tcp.len",
      "tcp.window_size_value",
      "tcp.options.timestamp.tsval",
      "tcp.flags",
    ];
    const { stdout } = spawnSync(
      "tshark",
      ["-r", `${folder}/packets.pcap`, "-T", "fields", ...fields.flatMap((field) => ["-e", field])],
      { encoding: "utf8" },
    );
    const bits = (flags: string) =>
      Array.from("FSRPAU").reduce(
        (sum, flag, bit) => sum | (flags.includes(flag) ? 1 << bit : 0),
        0,
      );
    const ours = packets.map(({ from, seq, ack, length, window, tsval, flags }) =>
      [
        ...from.split(":"),
        seq,
        ack,
        length,
        window,
        tsval ?? "",
        `0x${bits(flags).toString(16).padStart(4, "0")}`,
      ].join("\t"),
    );
    expect(ours).toEqual(stdout.trim().split("\n"));
  });

  test("has in its transcripts every command that was typed, and what it printed", async () => {
    const found = session(name, kernel);
    for (const { id } of found.file.terminals) {
      const entries = await transcriptOf(found, id);
      const typed = found.file.commands.filter(({ terminal }) => terminal === id);
      expect(entries.filter(({ kind }) => kind === "command").map(({ text }) => text)).toEqual(
        typed.map(({ text }) => text),
      );
      for (const { text } of entries) expect(text).not.toMatch(/\p{Cc}(?<!\n)/u);
    }
    for (const check of found.file.checks.filter((one) => one.kind === "shows")) {
      const { terminal = "" } = found.file.commands[check.command] ?? {};
      const shown = (await transcriptOf(found, terminal)).map(({ text }) => text);
      expect(shown.join("\n")).toContain(check.text);
    }
    if (
      !found.file.tables.some(({ sockets }) => sockets.some(({ state }) => state === "TIME-WAIT"))
    )
      return; // nobody closed first
    const screens = (await transcriptOf(found, "ss")).filter(({ kind }) => kind === "screen");
    const shown = screens.map(({ text }) => text).join("\n");
    expect(shown).toMatch(/^TIME-WAIT .*timer:\(timewait,\d+sec,0\)/m);
  });

  test("has the prompt and nothing else on the client's screen at the very beginning", async () => {
    const found = session(name, kernel);
    const frames = await framesAt(found, found.file.commands[0]?.at ?? 0);
    expect(frames.get("client")?.join("\n").trim()).toBe("$");
  });
});
