import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as facts from "../../content/chapters/03-server-time-wait/facts.ts";
import { session } from "../../src/sessions/library.ts";
import { plain } from "../../src/sessions/ansi.ts";

/** What tcpdump printed in its own terminal while the session was recorded: a second witness. */
const printed = plain(
  (session("server-time-wait").casts.get("tcpdump")?.events ?? [])
    .map(({ code, data }) => (code === "o" ? data : ""))
    .join(""),
);
const seqs = Array.from(printed.matchAll(/Flags \[S\.?\], seq (\d+)/g), ([, seq]) => Number(seq));

describe("the numbers in chapter 3", () => {
  test("agree with what tcpdump printed", () => {
    const [syn = 0, synAck = 0, again = 0, answer = 0] = seqs;
    // The client sent a SYN and a FIN, the server a SYN, five bytes and a FIN.
    expect(facts.ahead).toBe((again - (syn + 2)).toLocaleString("en-US"));
    expect(facts.jump).toBe((answer - (synAck + 7)).toLocaleString("en-US"));
    expect(facts.jump).toBe("65,537");
  });

  test("are those on both pages", () => {
    for (const path of ["server-time-wait", "zh-cn/server-time-wait"]) {
      const html = readFileSync(`dist/${path}/index.html`, "utf8");
      const others = path.startsWith("zh-cn/") ? "millionsPerSecond" : "wanPerSecond";
      for (const [name, fact] of Object.entries(facts))
        if (name !== others && typeof fact === "string") expect(html, name).toContain(fact);
    }
  });
});
