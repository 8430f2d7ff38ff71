import { describe, expect, test } from "vitest";
import { citations, wrap } from "../../src/site/cite.ts";

describe("a claim to paste", () => {
  const long = "The side that sends the first FIN is left in `TIME_WAIT`, ".repeat(5).trim();

  test("into a mail: no line over 72 columns, and no word lost", () => {
    const lines = wrap(long).split("\n");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
    expect(lines.join(" ")).toBe(long);
  });

  test("in Chinese: 汉字 take two columns, and no line begins with a full stop", () => {
    const text = "先发送 FIN 的一方留在 TIME_WAIT，六十秒之内同一个四元组不能随意再用。".repeat(4);
    const lines = wrap(text).split("\n");
    for (const line of lines) {
      const wide = Array.from(line).filter((character) => character > "\u2e80").length;
      expect(line.length + wide).toBeLessThanOrEqual(72);
      expect(line).not.toMatch(/^[，。]/);
    }
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });

  test("into Markdown, a mail and a bibliography", () => {
    const { markdown, text, bibtex } = citations(
      {
        id: "a-claim",
        says: "`TIME_WAIT` stays.",
        url: "https://example.org/#c/a-claim",
        seenIn: ["a session, Linux 6.18, packet 1"],
        recorded: "2026-11-22T00:00:00Z",
      },
      { seenIn: "seen in", clause: "clause", link: "link" },
    );
    expect(markdown).toBe("[TIME_WAIT stays.](https://example.org/#c/a-claim)");
    expect(text).toBe(
      "TIME_WAIT stays.\n\n  seen in  a session, Linux 6.18, packet 1\n  link     https://example.org/#c/a-claim",
    );
    expect(bibtex).toContain("title        = {TIME\\_WAIT stays.}");
    expect(bibtex).toContain("year         = {2026}");
  });
});
