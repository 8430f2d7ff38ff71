import { expect, test } from "vitest";
import { litRows, type News } from "../../components/player/lights.ts";
import { session } from "../../src/sessions/library.ts";
import { timelineOf } from "../../src/sessions/timeline.ts";
import { framesAt } from "../../src/sessions/transcript.ts";

const found = session("server-time-wait");
const timeline = timelineOf(found);
const NEWS: News = { packet: null, now: 0, sockets: new Set() };

/** The lit rows of a terminal of the session, as text. */
async function lit(id: string, news: Partial<News>): Promise<string[]> {
  const { now = 0 } = news;
  const rows = ((await framesAt(found, now)).get(id) ?? []).map((row) => row.trimEnd());
  const terminal = timeline.terminals.find((one) => one.id === id);
  if (!terminal) throw new Error(`no terminal ${id}`);
  return Array.from(litRows(rows, terminal, { ...NEWS, ...news })).map((row) => rows[row] ?? "");
}

const atOf = (number: number) => found.packets[number - 1]?.at ?? 0;
const packet = (number: number) => ({ at: atOf(number), first: number, last: number });

test("of tcpdump, the line of the packet, whatever was printed after it", async () => {
  const now = found.file.steps.find(({ id }) => id === "gone")?.at ?? 0;
  for (const number of [10, 11, 12]) {
    const rows = await lit("tcpdump", { packet: packet(number), now });
    expect(rows).toHaveLength(1);
    const { flags = "", seq } = found.packets[number - 1] ?? {};
    expect(rows[0]).toContain(`[${flags.replace("A", ".")}]`);
    if (flags.startsWith("S")) expect(rows[0]).toContain(`seq ${seq}`);
  }
});

test("of tcpdump nothing, before its packet is printed or when there is none", async () => {
  expect(await lit("tcpdump", { now: found.file.duration })).toEqual([]);
  expect(await lit("tcpdump", { packet: packet(10), now: atOf(10) })).toEqual([]);
});

test("of ss, the sockets that changed", async () => {
  const table = timeline.tables.find(({ sockets }) =>
    sockets.some(({ state }) => state === "TIME-WAIT"),
  );
  const sockets = new Set(table?.sockets.filter(({ state }) => state === "TIME-WAIT"));
  const rows = await lit("ss", { sockets, now: (table?.at ?? 0) + 300_000 });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatch(/^TIME-WAIT .*127\.0\.0\.1:8888 +127\.0\.0\.1:59818/);
});

test("of all others, what they have printed since", async () => {
  expect((await lit("client", { packet: packet(3), now: atOf(8) })).join("\n")).toMatch(/^hello/);
  expect(await lit("client", { packet: packet(8), now: atOf(8) })).toEqual([]);
  expect(await lit("client", { now: atOf(1) })).toEqual([]);
});

test("a line that goes over several rows is lit whole", () => {
  const terminal = {
    id: "client",
    cols: 4,
    rows: 4,
    packets: [],
    output: [
      [1, "$ "],
      [2, "abcdefghij\r\n"],
      [3, "k\r\n"],
    ] as [number, string][],
  };
  const rows = ["$ ab", "cdef", "ghij", "k"];
  const news = { ...NEWS, now: 3 };
  expect(litRows(rows, terminal, { ...news, packet: { at: 1, first: 1, last: 1 } })).toEqual(
    new Set([0, 1, 2, 3]),
  );
  expect(litRows(rows, terminal, { ...news, packet: { at: 2, first: 2, last: 2 } })).toEqual(
    new Set([3]),
  );
});
