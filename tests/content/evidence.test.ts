import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { paragraphs, type Paragraph } from "./paragraphs.ts";

/** A state of TCP, a sysctl, a socket option, a system call or an RFC. */
const NAMES = new RegExp(
  [
    /<Tw \/>/,
    /\b(?:TIME[-_]WAIT|FIN[-_]WAIT(?:[-_]?[12])?|CLOSE[-_]WAIT|LAST[-_]ACK|CLOSING|ESTABLISHED)s?\b/,
    /\bSYN[-_](?:SENT|RECV|RECEIVED)\b/,
    /\btcp_(?!minisocks|ipv4)[a-z0-9_]+|\bip_local_port_range\b/,
    /\b(?:socket|bind|listen|accept|connect|shutdown|close|setsockopt|read|write|recv|send|poll)\(/,
    /\bSO_[A-Z]+|\bRFC \d+/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/**
 * Evidence in the paragraph itself: a claim, a citation (a reference, quoted words, a section of an
 * RFC, a file of the kernel), a link to where it is shown, or a number out of a recording.
 */
const CITED =
  /<(?:Claimed|Claim|Ref|Quote|Stands|LabLink)\b|\]\((?:\/|#|https:\/\/www\.rfc-editor)|RFC \d+ (?:§|第 \d)|\b(?:net|include|kernel)\/\S+\.[ch]\b|\{(?:facts|out)\./;

/** Evidence beside it: a session, a ladder, a cell, kernel lines, a clause, a measurement, or a prediction that a step settles. */
const SHOWN =
  /<(?:Player|Ladder|Cell|KernelSource|Clause|Measured|Excerpt|Procedure|Exercise|Program)\b|\bshown="/;

/** Whether a table beside it has its evidence in its cells. */
const tabled = (row: string): boolean =>
  row.split("\n").some((line) => /^(?:\||<tr>|\s+\{facts\.)/.test(line) && CITED.test(line));

const bare = ({ text, row }: Paragraph): boolean =>
  NAMES.test(text) && !CITED.test(text) && !SHOWN.test(row) && !tabled(row);

/** The paragraphs that need no evidence, by how they begin, with the reason. */
const plain = z
  .array(z.strictObject({ file: z.string(), begins: z.string(), why: z.string() }))
  .parse(parse(readFileSync("tests/content/plain.yaml", "utf8")));
const isPlain = (file: string, { text }: Paragraph): boolean =>
  plain.some((one) => file.endsWith(one.file) && text.startsWith(one.begins));

describe.each(globSync("content/chapters/*/{en,zh-cn}.mdx"))("%s", (file) => {
  test("has evidence near every paragraph that names a state, a setting, a call or an RFC", () => {
    const missing = paragraphs(file)
      .filter((one) => bare(one) && !isPlain(file, one))
      .map(({ line, text }) => `${file}:${line}: ${text.slice(0, 70)}`);
    expect(missing, "cite what shows it, or give a reason in tests/content/plain.yaml").toEqual([]);
  });
});

describe("the check itself", () => {
  const one = (text: string, row = text): Paragraph => ({ line: 1, text, row });

  test("sees what is named, and what is near", () => {
    expect(bare(one("A <Tw /> lasts for ever."))).toBe(true);
    expect(bare(one("`close()` 之后什么也没有。"))).toBe(true);
    expect(bare(one("`tcp_tw_reuse` is read by nobody."))).toBe(true);
    expect(bare(one("RFC 793 forbids it."))).toBe(true);
    expect(bare(one("A client and a server are done."))).toBe(false);
    expect(bare(one("RFC 9293 §3.6.1 allows it."))).toBe(false);
    expect(bare(one('<Claimed id="x">TIME_WAIT ends.</Claimed>'))).toBe(false);
    expect(bare(one("TIME_WAIT ends.", '<Row>TIME_WAIT ends.\n<Cell id="x" /></Row>'))).toBe(false);
    expect(bare(one("TIME_WAIT ends.", "| TIME_WAIT | {facts.x} |\n\nTIME_WAIT ends."))).toBe(
      false,
    );
  });

  test("reads prose and tables, not tags, fences and goals", () => {
    const texts = paragraphs("content/chapters/03-server-time-wait/en.mdx").map(({ text }) => text);
    expect(
      texts.some((text) => text.startsWith("It took {facts.answered}. <Tw /> is not deaf")),
    ).toBe(true);
    expect(texts.some((text) => /npm ci|slot="side"|^import|^##/.test(text))).toBe(false);
  });

  test("has no exception that nothing needs", () => {
    const needless = plain.filter(
      ({ file, begins }) =>
        !paragraphs(`content/chapters/${file}`).some(
          (para) => para.text.startsWith(begins) && bare(para),
        ),
    );
    expect(needless).toEqual([]);
  });
});
