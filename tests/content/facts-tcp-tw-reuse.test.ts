import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as facts from "../../content/chapters/06-tcp-tw-reuse/facts.ts";
import { plain } from "../../src/sessions/ansi.ts";
import { session } from "../../src/sessions/library.ts";
import { measurement } from "../../src/sessions/measurement.ts";

/** What a terminal of the session printed. */
const printed = (terminal: string): string =>
  plain(
    (session("tw-reuse").casts.get(terminal)?.events ?? [])
      .map(({ code, data }) => (code === "o" ? data : ""))
      .join(""),
  );

describe("the numbers in chapter 6", () => {
  test("agree with what tcpdump printed in its own terminal", () => {
    const flags = Array.from(printed("tcpdump").matchAll(/Flags \[([^\]]+)\]/g), ([, of]) => of);
    const syns = flags.flatMap((of, index) => (of === "S" ? [index + 1] : []));
    expect(syns.slice(1)).toEqual([facts.number.on, facts.number.later]);
  });

  test("count each failure that ncat printed: one with 0, the others after the second close", () => {
    const all = printed("client").match(/Ncat: Cannot assign requested address/g) ?? [];
    expect(all).toHaveLength(1 + facts.failures);
  });

  test("bracket each delay, as it was printed while it was measured", () => {
    for (const { delay, refused, accepted } of facts.delays) {
      const ms = Number(delay.replace(",", ""));
      const { output = "" } =
        measurement("one-second").raw.find(
          ({ sysctls }) => sysctls["net.ipv4.tcp_tw_reuse_delay"] === String(ms),
        ) ?? {};
      const trials = output.trim().split("\n");
      expect(trials).toHaveLength(facts.trials);
      for (const trial of trials) {
        const found = JSON.parse(trial) as { refused: number; accepted: number };
        expect(found.refused).toBeLessThan(Number(refused.replace(",", "")) + 0.1);
        expect(found.accepted).toBeGreaterThan(Number(accepted.replace(",", "")) - 0.1);
      }
    }
  });

  test("are those on both pages", () => {
    for (const [lang, path] of [
      ["en", "tcp-tw-reuse"],
      ["zh-cn", "zh-cn/tcp-tw-reuse"],
    ] as const) {
      const html = readFileSync(`dist/${path}/index.html`, "utf8");
      const said = [
        facts.refusedAt,
        facts.takenAt,
        facts.waited,
        ...Object.values(facts.kernels).map((kernels) => kernels[lang]),
        ...facts.found(lang).map(({ says }) => says),
        ...facts.delays.flatMap(({ refused, accepted }) => [refused, accepted]),
      ];
      for (const fact of said) expect(html).toContain(fact);
    }
  });
});
