import { expect, test } from "vitest";
import { session, sessionTrace } from "../../src/sessions/library.ts";
import { packetdrill } from "../../src/sessions/packetdrill.ts";

const lines = (name: string) => packetdrill(sessionTrace(session(name)));

test("each packet is a line, by packetdrill's rules", () => {
  const all = lines("server-time-wait");
  const { packets } = session("server-time-wait");
  expect(all).toHaveLength(packets.length + 1);
  for (const line of all.slice(1))
    expect(line).toMatch(
      /^\+\d+\.\d{6} [<>] [SFRPU.]+ \d+:\d+\(\d+\)( ack \d+)? win \d+( <[^>]+>)?$/,
    );
  expect(all.slice(0, 6).map((line) => line.replace(/^\+\S+ /, ""))).toEqual([
    "// client 127.0.0.1:59818, server 127.0.0.1:8888",
    "< S 0:0(0) win 65495 <mss 65495,sackOK,nop,wscale 10>",
    "> S. 0:0(0) ack 1 win 65495 <mss 65495,sackOK,nop,wscale 10>",
    "< . 1:1(0) ack 1 win 64",
    "> P. 1:6(5) ack 1 win 64",
    "< . 1:1(0) ack 6 win 64",
  ]);
});

test("the new connection counts on from the old one's first numbers, as the kernel compares them", () => {
  const [, ...all] = lines("server-time-wait");
  const { packets } = session("server-time-wait");
  const [first, syn, synAck] = [packets[0], packets[9], packets[10]];
  const from = ((syn?.seq ?? 0) - (first?.seq ?? 0)) >>> 0;
  expect(all[9]).toContain(` < S ${from}:${from}(0) win`);
  const isn = ((synAck?.seq ?? 0) - (packets[1]?.seq ?? 0)) >>> 0;
  expect(isn).toBe(7 + 65537);
  expect(all[10]).toContain(` > S. ${isn}:${isn}(0) ack ${from + 1} win`);
});

test("timestamps are options, and what is no packet is a comment", () => {
  expect(lines("server-time-wait-timestamps")[1]).toMatch(
    /<mss 65495,sackOK,TS val \d+ ecr 0,nop,wscale 10>$/,
  );
  expect(lines("client-time-wait").filter((line) => line.startsWith("// +"))).toEqual([
    expect.stringMatching(/^\/\/ \+[\d.]+ client: connect\(\) EADDRNOTAVAIL, nothing sent$/),
  ]);
  expect(lines("refused-syn").some((line) => /packets 4 to \d+, \d+ bytes$/.test(line))).toBe(true);
});
