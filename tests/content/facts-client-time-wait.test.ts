import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as facts from "../../content/chapters/05-client-time-wait/facts.ts";
import { plain } from "../../src/sessions/ansi.ts";
import { session } from "../../src/sessions/library.ts";
import { measurement } from "../../src/sessions/measurement.ts";

/** What tcpdump printed in its own terminal while the session was recorded: a second witness. */
const printed = plain(
  (session("client-time-wait-timestamps").casts.get("tcpdump")?.events ?? [])
    .map(({ code, data }) => (code === "o" ? data : ""))
    .join(""),
);

describe("the numbers in chapter 5", () => {
  test("agree with what tcpdump printed", () => {
    const syns = Array.from(printed.matchAll(/Flags \[S\], seq (\d+).*ecr (\d+)/g));
    const [[, first = 0, none] = [], [, again = 0, echo] = []] = syns;
    expect(none).toBe("0");
    expect(echo).toBe(String(facts.echo));
    // The client sent a SYN and a FIN.
    expect(facts.jump).toBe((Number(again) - (Number(first) + 2)).toLocaleString("en-US"));
  });

  test("agree with what was printed while the matrix was measured", () => {
    const { raw } = measurement("reuse-matrix");
    const bound = raw.filter(
      ({ command, sysctls }) =>
        command.includes("ncat -p") && sysctls["net.ipv4.tcp_timestamps"] === "0",
    );
    expect(bound).toHaveLength(facts.casesEach);
    for (const { output } of bound) expect(output).toContain("EADDRNOTAVAIL");
    expect(facts.outcomes("en").ncat.without).toBe("connect(): EADDRNOTAVAIL");
    expect(facts.outcomes("en").ncat.with).toBe("connects");
  });

  test("are those on both pages", () => {
    for (const [lang, path] of [
      ["en", "client-time-wait"],
      ["zh-cn", "zh-cn/client-time-wait"],
    ] as const) {
      const html = readFileSync(`dist/${path}/index.html`, "utf8");
      const said = [
        ...Object.values(facts).filter((fact) => typeof fact === "string"),
        ...Object.values(facts.kernels).map((kernels) => kernels[lang]),
        ...Object.values(facts.tenPorts),
        ...Object.values(facts.synOptions),
        ...Object.values(facts.calls),
      ];
      for (const fact of said) expect(html).toContain(fact);
    }
  });
});
