import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as facts from "../../content/chapters/07-whose-reuse-is-safer/facts.ts";
import { plain } from "../../src/sessions/ansi.ts";
import { session } from "../../src/sessions/library.ts";

/** What tcpdump printed while a session was recorded: a second witness. */
const printed = (name: string): string =>
  plain(
    (session(name).casts.get("tcpdump")?.events ?? [])
      .map(({ code, data }) => (code === "o" ? data : ""))
      .join(""),
  );

test.each(["last-ack", "close-wait-reset", "nat", "long-lived", "long-lived-timestamps"])(
  "%s: tcpdump printed SYN, ACK, RST, SYN, SYN-ACK in this order, too",
  (name) => {
    const flags = Array.from(printed(name).matchAll(/Flags \[([^\]]+)\]/g), ([, flags]) => flags);
    expect(flags.join(" ")).toContain("S . R S S.");
  },
);

test("the last SYN of last-ack is answered in one step, and many times faster", () => {
  expect(Number(facts.slower)).toBeGreaterThan(10);
  expect(facts.last.proofSynAck).toBe(facts.last.proof + 1);
});

test("the kernel's own text says how often the FIN came again", () => {
  const fins = Array.from(printed("last-ack").matchAll(/8888 > [^\n]*Flags \[F\.\]/g));
  // The first one, and the one of the second connection, are no repetitions.
  expect(fins.length - Number(facts.last.fins)).toBeGreaterThanOrEqual(2);
});

test("both languages give the same of them", () => {
  const given = ["en", "zh-cn"].map((lang) => {
    const text = readFileSync(`content/chapters/07-whose-reuse-is-safer/${lang}.mdx`, "utf8");
    return [...new Set(text.match(/\bfacts(?:\.\w+)+/g))].toSorted();
  });
  expect(given[0]?.length).toBeGreaterThan(20);
  expect(given[1]).toEqual(given[0]);
});
