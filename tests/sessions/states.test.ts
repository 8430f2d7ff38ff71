import { describe, expect, test } from "vitest";
import type { Packet } from "../../src/sessions/packet.ts";
import { follow, type Side } from "../../src/sessions/states.ts";
import { capturedTrace } from "../../src/sessions/captured.ts";
import { cut, type TracePacket } from "../../src/sessions/trace.ts";

const ENDS = { client: "10.0.0.1:1000", server: "10.0.0.2:80" };

/** A packet in short: who sends it, flags, seq, ack, payload. */
function packets(...short: [Side, string, number, number?, number?][]): Packet[] {
  return short.map(([side, flags, seq, ack = 0, length = 0], index) => ({
    number: index + 1,
    at: index * 1000,
    from: ENDS[side],
    to: ENDS[side === "client" ? "server" : "client"],
    flags,
    seq,
    ack,
    window: 1000,
    length,
    options: {},
  }));
}

const from = (packet: Packet): Side => (packet.from === ENDS.client ? "client" : "server");
const last = (some: Packet[], side: Side) =>
  follow(some, from).reduce<string>((state, becomes) => becomes[side] ?? state, "");

const open = [
  ["client", "S", 100],
  ["server", "SA", 500, 101],
  ["client", "A", 101, 501],
] as [Side, string, number, number?, number?][];

const serverFirst = [
  ...open,
  ["server", "FA", 501, 101],
  ["client", "A", 101, 502],
  ["client", "FA", 101, 502],
  ["server", "A", 502, 102],
] as typeof open;

describe("both ends are followed", () => {
  test("through a handshake", () => {
    expect(follow(packets(...open), from)).toEqual([
      { client: "SYN-SENT", server: "SYN-RECV" },
      { client: "ESTABLISHED" },
      { server: "ESTABLISHED" },
    ]);
  });

  test("the side that sends the first FIN is left in TIME-WAIT", () => {
    expect(follow(packets(...serverFirst), from).slice(3)).toEqual([
      { client: "CLOSE-WAIT", server: "FIN-WAIT-1" },
      { server: "FIN-WAIT-2" },
      { client: "LAST-ACK", server: "TIME-WAIT" },
      { client: "CLOSED" },
    ]);
    const clientFirst = packets(
      ...open,
      ["client", "FA", 101, 501],
      ["server", "FA", 501, 102],
      ["client", "A", 102, 502],
    );
    expect([last(clientFirst, "client"), last(clientFirst, "server")]).toEqual([
      "TIME-WAIT",
      "CLOSED",
    ]);
  });

  test("when both FINs cross, both are left in TIME-WAIT", () => {
    const crossed = packets(
      ...open,
      ["client", "FA", 101, 501],
      ["server", "FA", 501, 101],
      ["client", "A", 102, 502],
      ["server", "A", 502, 102],
    );
    expect([last(crossed, "client"), last(crossed, "server")]).toEqual(["TIME-WAIT", "TIME-WAIT"]);
  });

  test("a FIN that was sent before it was captured crosses the one that was captured first", () => {
    const crossed = packets(
      ...open,
      ["server", "FA", 501, 101],
      ["client", "FA", 101, 501], // captured at 4 ms, sent at 2.5
      ["server", "A", 502, 102],
      ["client", "A", 102, 502],
    );
    const { events } = capturedTrace(ENDS, crossed, [], { sent: new Map([[5, 2500]]) });
    expect(events.slice(3).map((event) => "becomes" in event && event.becomes)).toEqual([
      { client: "FIN-WAIT-1" },
      { client: "CLOSING", server: "FIN-WAIT-1" },
      { server: "CLOSING" },
      { client: "TIME-WAIT" },
      { server: "TIME-WAIT" },
    ]);
    const first = events.filter((event) => event.kind === "packet" && event.closesFirst);
    expect(first).toMatchObject([{ number: 5 }]);
  });

  test("a FIN that comes when FIN-WAIT-2 has timed out is answered by a reset", () => {
    const late = packets(...serverFirst.slice(0, 6), ["server", "R", 502]);
    expect(follow(late, from).slice(5)).toEqual([
      { client: "LAST-ACK", server: "CLOSED" },
      { client: "CLOSED" },
    ]);
  });

  test("a reset ends TIME-WAIT, except where tcp_rfc1337 says otherwise", () => {
    const reset = packets(...serverFirst, ["client", "R", 102]);
    expect(follow(reset, from)[7]).toEqual({ server: "CLOSED" });
    expect(follow(reset, from, { rfc1337: true })[7]).toEqual({});
  });

  test("a reset leaves nothing", () => {
    const reset = packets(...open, ["server", "RA", 501, 101]);
    expect([last(reset, "client"), last(reset, "server")]).toEqual(["CLOSED", "CLOSED"]);
  });
});

describe("a trace", () => {
  const reopened = packets(
    ...serverFirst,
    ["client", "S", 9102],
    ["server", "SA", 66039, 9103],
    ["client", "A", 9103, 66040],
  );
  const events = capturedTrace(ENDS, reopened).events as TracePacket[];

  test("tells a reopening's numbers from where the old connection ended", () => {
    expect(events[7]).toMatchObject({
      verdict: "accepted",
      seq: { base: "rcv_nxt", offset: 9000 },
      ack: null,
    });
    expect(events[8]).toMatchObject({
      seq: { base: "snd_nxt", offset: 65537 },
      ack: { base: "rcv_nxt", offset: 9001 },
      reopens: true,
    });
    expect(events[9]).toMatchObject({ ack: { base: "isn", offset: 1 }, reopens: false });
  });

  test("knows a refused SYN by its answer", () => {
    const refused = packets(...serverFirst, ["client", "S", 50], ["server", "A", 502, 102]);
    expect(capturedTrace(ENDS, refused).events[7]).toMatchObject({ verdict: "refused" });
  });

  test("can be cut, and then begins in the states reached before", () => {
    const part = cut(capturedTrace(ENDS, reopened), 7, 9);
    expect(part.start).toEqual({ client: "LAST-ACK", server: "TIME-WAIT" });
    expect(part.events.map((event) => event.kind === "packet" && event.number)).toEqual([7, 8, 9]);
  });
});

describe("a trace of two connections on one four-tuple", () => {
  const events = (...short: typeof open) =>
    capturedTrace(ENDS, packets(...short)).events.filter((event) => event.kind === "packet");

  test("names each connection's first FIN, and gives a retransmission its first number", () => {
    const found = events(
      ...serverFirst,
      ["client", "S", 900],
      ["server", "SA", 70_000, 901],
      ["client", "A", 901, 70_001],
      ["client", "FA", 901, 70_001],
      ["client", "FA", 901, 70_001], // sent again
    );
    expect(found.filter(({ closesFirst }) => closesFirst).map(({ number }) => number)).toEqual([
      4, 11,
    ]);
    expect(found[7]).toMatchObject({
      verdict: "accepted",
      seq: { base: "rcv_nxt", offset: 900 - 102 },
    });
    expect(found[8]).toMatchObject({ seq: { base: "snd_nxt", offset: 70_000 - 502 } });
    expect(found[11]?.seq).toEqual(found[10]?.seq);
  });

  test("a SYN that TIME-WAIT refuses stays refused when a later one heals it", () => {
    const found = events(
      ...serverFirst,
      ["client", "S", 90],
      ["server", "A", 502, 102],
      ["client", "R", 102],
      ["client", "S", 91],
      ["server", "SA", 70_000, 92],
    );
    const verdicts = found.map(({ verdict }) => verdict).filter((verdict) => verdict !== null);
    expect(verdicts).toEqual(["refused"]); // the RST ended TIME-WAIT: the second SYN met none
    // It answers the ACK with a RST and goes on trying: RFC 9293 3.10.7.3.
    expect(found.slice(7).map(({ becomes }) => becomes)).toEqual([
      { client: "SYN-SENT" },
      {},
      { server: "CLOSED" },
      { server: "SYN-RECV" },
      { client: "ESTABLISHED" },
    ]);
    expect(found[8]?.reopens).toBe(false);
    // What answers it is told from where the old connection had ended.
    expect(found[8]).toMatchObject({
      seq: { base: "snd_nxt", offset: 0 },
      ack: { base: "rcv_nxt", offset: 0 },
    });
    expect(found[9]?.seq).toEqual({ base: "rcv_nxt", offset: 0 });
    expect(found[10]?.seq).toEqual({ base: "isn", offset: 0 });
  });

  test("a SYN that meets LAST-ACK is refused too, though its sender had taken TIME-WAIT over", () => {
    const found = events(
      ...open,
      ["client", "FA", 101, 501],
      ["server", "A", 501, 102],
      ["server", "FA", 501, 102],
      ["server", "FA", 501, 102], // the last ACK was lost before it was captured
      ["client", "S", 65639],
      ["server", "A", 502, 102],
      ["client", "R", 102],
      ["client", "S", 65639],
      ["server", "SA", 70_000, 65640],
    );
    expect(found[7]).toMatchObject({
      verdict: "refused",
      reuses: true,
      seq: { base: "snd_nxt", offset: 65537 },
    });
    expect(found[8]).toMatchObject({
      seq: { base: "rcv_nxt", offset: 0 },
      ack: { base: "snd_nxt", offset: 0 },
    });
    expect(found.slice(9).map(({ becomes }) => becomes)).toEqual([
      { server: "CLOSED" },
      { server: "SYN-RECV" },
      { client: "ESTABLISHED" },
    ]);
  });
});
