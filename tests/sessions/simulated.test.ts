import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Network } from "time-wait";
import { drawLadder } from "../../components/ladder/draw.ts";
import { SIZES } from "../../components/ladder/layout.ts";
import { ladderWords } from "../../components/ladder/words.ts";
import { capturedTrace } from "../../src/sessions/captured.ts";
import { simulatedTrace } from "../../src/sessions/simulated.ts";
import type { Trace } from "../../src/sessions/trace.ts";
import { CLIENT, kernel, SERVER, story } from "../model/story.ts";

const ENDS = { client: CLIENT, server: SERVER };
const closers = ["server", "client", "both", "reset"] as const;
const packetsOf = ({ events }: Trace) => events.filter((event) => event.kind === "packet");
const draw = (trace: Trace) =>
  drawLadder({
    trace,
    size: SIZES.wide,
    words: ladderWords.en,
    id: "x",
    title: "t",
    description: "d",
  });

/** The last state of a side. */
const last = ({ start, events }: Trace, side: "client" | "server") =>
  events.reduce(
    (state, event) => ("becomes" in event ? (event.becomes[side] ?? state) : state),
    start[side],
  );

describe("a perfect path", () => {
  test.each(closers)("the packets of %s betray the states that the model was in", (closer) => {
    const { network } = story({}, closer);
    network.run(1000);
    const [simulated, captured] = [simulatedTrace(network), capturedTrace(ENDS, network.packets)];
    if (closer !== "both")
      // FINs that cross are two events each; a capture shows one
      expect(packetsOf(simulated).map(({ flags, becomes }) => [flags, becomes])).toEqual(
        packetsOf(captured).map(({ flags, becomes }) => [flags, becomes]),
      );
    for (const side of ["client", "server"] as const)
      expect(last(simulated, side)).toBe(last(captured, side));
  });

  test("FINs that cross: the first to leave is the last to arrive", () => {
    const { network } = story({}, "both");
    network.run(1000);
    const { events } = simulatedTrace(network);
    const left = events.findIndex((one) => one.kind === "departure" && one.flags === "FIN ACK");
    const fins = packetsOf({ ...simulatedTrace(network), events: events.slice(left) }).filter(
      ({ flags }) => flags === "FIN ACK",
    );
    expect(events[left]).toMatchObject({ becomes: { client: "FIN-WAIT-1" } });
    expect(fins).toMatchObject([
      { from: "server", becomes: { server: "FIN-WAIT-1", client: "CLOSING" } },
      { from: "client", becomes: { server: "CLOSING" } },
    ]);
    expect(packetsOf(simulatedTrace(network)).filter((one) => one.becomes.client)).toMatchObject([
      { becomes: { client: "SYN-SENT" } },
      { becomes: { client: "ESTABLISHED" } },
      { becomes: { client: "CLOSING" } },
      { becomes: { client: "TIME-WAIT" } },
    ]);
  });

  test("TIME_WAIT ends after 60 s, by itself", () => {
    const { network } = story({}, "client");
    network.run(100_000);
    const { events } = simulatedTrace(network);
    const entered = events.find((one) => "becomes" in one && one.becomes.client === "TIME-WAIT");
    expect(events.at(-1)).toMatchObject({ kind: "timeout", becomes: { client: "CLOSED" } });
    const arrived = entered?.kind === "packet" ? (entered.arrives ?? 0) : 0;
    expect((events.at(-1)?.at ?? 0) - arrived).toBe(60_000_000);
    expect(draw(simulatedTrace(network))).toContain("TIME_WAIT is over");
  });

  test("the same port again: numbers against the old connection, and its verdict", () => {
    const { network, connect } = story({}, "server");
    network.run(1000);
    connect();
    network.run(1000);
    const packets = packetsOf(simulatedTrace(network, ENDS));
    expect(packets).toHaveLength(22);
    expect(packets.find(({ verdict }) => verdict !== null)?.verdict).toBe("accepted");
    expect(packets.findLast(({ flags }) => flags === "SYN ACK")?.seq).toEqual({
      base: "snd_nxt",
      offset: 65_537,
    });
  });

  test("a call that fails stands where it happened", () => {
    const network = new Network();
    network.host("10.0.0.1", { kernel }).listen(80, (socket) => {
      socket.events.onEnd = () => socket.close();
    });
    const client = network.host("10.0.0.2", { kernel, timestamps: false });
    const connect = () =>
      client.connect("10.0.0.1", 80, {
        port: 40000,
        reuseAddress: true,
        onConnect: (socket) => socket.close(),
      });
    connect();
    network.run(1000);
    const refused = connect();
    const errno = "errno" in refused ? refused.errno : "";
    const at = network.schedule.now * 1000;
    network.run(100_000);
    const trace = simulatedTrace(network, undefined, [
      { kind: "call", at, from: "client", name: "connect()", errno },
    ]);
    expect(trace.events.slice(-2)).toMatchObject([
      { kind: "call", errno: "EADDRNOTAVAIL" },
      { kind: "timeout", becomes: { client: "CLOSED" } },
    ]);
  });
});

describe("a bad path", () => {
  test("a lost ACK: the FIN is sent again, and the 60 s begin anew", () => {
    let acks = 0;
    const loses = ({ from, flags }: { from: string; flags: string }) =>
      from === CLIENT && flags === "A" && ++acks === 3;
    const { network } = story({ loses }, "client");
    network.run(2000);
    const trace = simulatedTrace(network);
    const packets = packetsOf(trace);
    expect(packets.filter(({ lost }) => lost)).toMatchObject([
      { from: "client", flags: "ACK", becomes: {} },
    ]);
    expect(packets.filter(({ again }) => again)).toMatchObject([
      { from: "server", flags: "FIN ACK", again: "sent", restarts: true },
    ]);
    const svg = draw(trace);
    expect(svg.match(/class="lost"/g)).toHaveLength(1);
    expect(svg.match(/class="twx"/g)).toHaveLength(1);
    expect(svg).toContain("sent again");
  });

  test("a packet that comes twice is drawn twice from where it left", () => {
    const { network } = story({ duplication: 1 }, "server");
    network.run(1000);
    const packets = packetsOf(simulatedTrace(network));
    const copies = packets.filter(({ again }) => again === "copied");
    expect(copies.length).toBe(network.packets.length);
    expect(packets.length).toBe(2 * network.packets.length);
  });

  test("every packet leaves once and arrives as often as it did; each end's order is kept", () => {
    const path = fc.record({
      seed: fc.nat(1e6),
      loss: fc.constantFrom(0, 0.3),
      duplication: fc.constantFrom(0, 0.3),
      reordering: fc.constantFrom(0, 0.4),
      delay: fc.constantFrom(0, 1, 10),
    });
    fc.assert(
      fc.property(path, fc.constantFrom(...closers), (path, closer) => {
        const { network, connect } = story(path, closer);
        network.run(300_000);
        connect();
        network.run(700_000);
        const trace = simulatedTrace(network, ENDS);
        const events = trace.events.flatMap((event) =>
          event.kind === "packet" || event.kind === "departure" ? [event] : [],
        );
        const split = new Set(
          events.flatMap((one) => (one.kind === "departure" ? [one.packet] : [])),
        );
        const leaves: Record<string, number[]> = { client: [], server: [] };
        const arrives: Record<string, number> = {};
        for (const event of events) {
          const number = event.kind === "departure" ? event.packet : event.number;
          if (event.kind === "departure" || (!split.has(number) && !(number in arrives)))
            leaves[event.from]?.push(number);
          if (event.kind === "packet")
            arrives[number] = (arrives[number] ?? 0) + (event.lost ? 0 : 1);
        }
        for (const [side, end] of Object.entries(ENDS))
          expect(leaves[side]).toEqual(
            network.packets.filter(({ from }) => from === end).map(({ number }) => number),
          );
        for (const { number, arrives: times } of network.packets)
          expect(arrives[number], `packet ${number}`).toBe(times.length);
        const states = network.log.filter((one) => one.what === "became");
        for (const [side, end] of Object.entries(ENDS)) {
          const final = states.findLast(({ local }) => local === end)?.state ?? "CLOSED";
          expect(last(trace, side as "client").replaceAll("-", "")).toBe(final.replace("_", ""));
        }
        expect(draw(trace)).toMatch(/^<svg.*<\/svg>$/s);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test("what is under way when the clock stops has left, and not arrived", () => {
    const { network } = story({ delay: 50 }, "server");
    network.run(60);
    expect(simulatedTrace(network).events).toMatchObject([
      { kind: "packet", flags: "SYN" },
      { kind: "departure", flags: "SYN ACK", becomes: {} },
    ]);
  });
});
