import { describe, expect, test } from "vitest";
import { drawLadder, type Telling } from "../../components/ladder/draw.ts";
import { drawLanes } from "../../components/player/lanes.ts";
import { layOut, SCALE, SIZES } from "../../components/ladder/layout.ts";
import { heightAt, marksOf } from "../../components/ladder/marks.ts";
import { ladderWords } from "../../components/ladder/words.ts";
import { session, sessionNames, sessionTrace } from "../../src/sessions/library.ts";
import { cut } from "../../src/sessions/trace.ts";

const trace = sessionTrace(session("server-time-wait"));
const refusal = sessionTrace(session("client-time-wait"));
const draw = (size: keyof typeof SIZES, of = trace) =>
  drawLadder({
    trace: of,
    size: SIZES[size],
    words: ladderWords.en,
    id: "x",
    title: "a < b",
    description: "d",
  });

test("a stream is folded into one event, which stands for its packets and bytes", () => {
  const { packets } = session("refused-syn");
  const { events } = sessionTrace(session("refused-syn"));
  const folds = events.filter((event) => event.kind === "fold");
  const sent = packets.reduce((sum, { length }) => sum + length, 0);
  expect(sent).toBeGreaterThanOrEqual(200_000_000); // more where something was sent twice
  expect(folds).toMatchObject([{ first: 4, from: "client", bytes: sent }]);
  const folded = folds.reduce((sum, fold) => sum + fold.packets, 0);
  expect(folded + events.length - folds.length).toBe(packets.length);
  const svg = draw("wide", sessionTrace(session("refused-syn")));
  expect(svg).toContain(`${folded.toLocaleString("en-US")} packets, 200 MB`);
  expect(svg.match(/class="badge no"/g)).toHaveLength(1);
  expect(svg).toContain(">refused</text>");
  expect(svg).not.toContain(">accepted</text>");
});

describe("a ladder", () => {
  test.each(Object.keys(SIZES) as (keyof typeof SIZES)[])(
    "of size %s has every packet under its number in the pcap",
    (size) => {
      const numbers = Array.from(draw(size).matchAll(/data-packet="(\d+)"/g), ([, n]) => Number(n));
      expect(numbers).toEqual(session("server-time-wait").packets.map(({ number }) => number));
    },
  );

  test("puts everything in order, and breaks silence with its length", () => {
    const { placed, breaks, height } = layOut(trace, SIZES.wide);
    const heights = placed.map(({ y }) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(height).toBeGreaterThan(Math.max(...heights));
    for (const { lasted } of breaks) expect(lasted).toBeGreaterThanOrEqual(100_000);
    expect(breaks).toHaveLength(3);
  });

  test("hatches the server from the client's FIN to the accepted SYN, and again to the end", () => {
    const hatched = layOut(trace, SIZES.wide).stretches.filter(({ kind }) => kind === "time-wait");
    const packet = (number: number) => session("server-time-wait").packets[number - 1]?.at;
    expect(hatched.map(({ side, began, ended }) => [side, began, ended])).toEqual([
      ["server", packet(8), packet(10)],
      ["server", packet(17), null],
    ]);
  });

  test("hatches the client where the client closed first, and shows the call that sent nothing", () => {
    const svg = draw("wide", refusal);
    expect(svg).toContain("EADDRNOTAVAIL");
    expect(svg).toContain("no packet");
    expect(
      layOut(refusal, SIZES.wide).stretches.filter(({ kind }) => kind === "time-wait"),
    ).toMatchObject([{ side: "client", ended: null }]);
  });

  test("marks the SYN accepted, and gives its numbers against the old connection", () => {
    const svg = draw("wide");
    expect(svg.match(/class="badge yes"/g)).toHaveLength(1);
    expect(svg).toMatch(/seq rcv_nxt \+ [\d,]+/);
    expect(svg).toContain("seq snd_nxt + 65,537");
  });

  test("can be told otherwise: absolute numbers, options, time to scale", () => {
    const told = (telling: Telling, size: keyof typeof SIZES = "wide") =>
      drawLadder({
        ...{
          trace,
          size: SIZES[size],
          words: ladderWords.en,
          id: "x",
          title: "t",
          description: "d",
        },
        telling,
      });
    const [syn] = session("server-time-wait").packets;
    expect(told({ absolute: true })).toContain(`>seq ${syn?.seq}<`);
    expect(told({ absolute: true })).not.toContain("rcv_nxt");
    for (const size of ["wide", "narrow"] as const)
      expect(told({ options: true }, size)).toContain("mss 65495 sackOK wscale 10");
    const { placed } = layOut(trace, SIZES.wide, true);
    const height = (number: number) =>
      placed.find(({ event }) => event.kind === "packet" && event.number === number)?.y ?? 0;
    const at = (number: number) => session("server-time-wait").packets[number - 1]?.at ?? 0;
    // Packet 7 is an ACK delayed by 40 ms; 4 and 5 are microseconds apart, and still legible.
    expect(height(7) - height(6)).toBe(Math.round(((at(7) - at(6)) / 1000) * SCALE));
    expect(height(5) - height(4)).toBe(SIZES.wide.row);
    expect(told({})).toBe(draw("wide").replace("a &lt; b", "t"));
  });

  test("escapes its title", () => expect(draw("wide")).toContain(">a &lt; b</title>"));

  test.each(Object.keys(SIZES) as (keyof typeof SIZES)[])(
    "of size %s that begins with a SYN in TIME_WAIT has room for its name and the 60 s",
    (size) => {
      const whole = sessionTrace(session("refused-syn"));
      const syn = whole.events.find((event) => event.kind === "packet" && event.verdict !== null);
      const first = syn?.kind === "packet" ? syn.number : 0;
      const svg = draw(size, cut(whole, first, first + 4));
      const name = Number(/class="twl"[^>]* y="(\d+)"/.exec(svg)?.[1]);
      const ruler = Number(/class="sixty"><rect [^>]* y="(\d+)"/.exec(svg)?.[1]);
      const arrow = Number(/class="ptr" d="M([\d.]+) /.exec(svg)?.[1]);
      const [, left] = /class="sixty"><rect [^>]* x="([\d.]+)"/.exec(svg) ?? [];
      // 2.2 of its 60 s had gone, though this ladder does not show them: 200 px are 60 s.
      expect((arrow - Number(left)) / (200 / 60)).toBeCloseTo(2.15, 1);
      expect(name).toBeGreaterThanOrEqual(27 + 20); // the names of both ends stand at 27
      expect(ruler).toBeGreaterThanOrEqual(name + 20);
    },
  );

  test("keeps every text of a phone's ladder within 350 px", () => {
    for (const name of sessionNames()) {
      const svg = draw("narrow", cut(sessionTrace(session(name)), 1, 99));
      // 12.5 px of monospace are at most 7.6 px wide.
      for (const [, text = ""] of svg.matchAll(/text-anchor="middle"[^>]*>(.*?)<\/text>/g))
        expect(text.replaceAll(/<[^>]*>/g, "").length * 7.6).toBeLessThan(350);
    }
  });
});

test.each(Object.keys(SIZES) as (keyof typeof SIZES)[])(
  "a ladder of size %s has the client on the left, and says what each stretch is",
  (size) => {
    const { x } = SIZES[size];
    expect(x.client).toBeLessThan(x.server);
    const kinds = (side: string) =>
      layOut(trace, SIZES[size])
        .stretches.filter((stretch) => stretch.side === side)
        .map(({ kind }) => kind);
    expect(kinds("client")).toEqual(["none", "live", "none", "live", "none"]);
    expect(kinds("server")).toEqual(["none", "live", "time-wait", "live", "time-wait"]);
  },
);

test("the timeline has the client's lane above the server's, and TIME_WAIT in its holder's", () => {
  const found = session("client-time-wait");
  const { duration, steps } = found.file;
  const svg = drawLanes({ trace: refusal, steps, duration, width: 900 });
  const height = (css: string) =>
    Number(new RegExp(`class="${css}"[^>]* y1="(\\d+)"`).exec(svg)?.[1]);
  expect(height("life live c")).toBeLessThan(height("life live s"));
  const hatched = Array.from(svg.matchAll(/class="twp" x="([\d.]+)" y="(\d+)"/g));
  expect(hatched.map(([, , y]) => Number(y) + 7)).toEqual([height("life live c")]);
  expect(svg.match(/data-flag=/g)).toHaveLength(steps.length);
});

test("the height of now grows with time", () => {
  const marks = marksOf(trace, SIZES.narrow);
  const { duration } = session("server-time-wait").file;
  let last = 0;
  for (let at = 0; at <= duration; at += 10_000) {
    const height = heightAt(marks, at);
    expect(height).toBeGreaterThanOrEqual(last);
    last = height;
  }
});
