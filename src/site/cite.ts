/** What a citation is made of. */
export interface Citation {
  readonly id: string;
  readonly says: string;
  readonly url: string;
  /** `server-time-wait, Linux 6.18.44, packets 10, 11` */
  readonly seenIn: readonly string[];
  /** When the evidence was recorded, as an ISO date. */
  readonly recorded: string;
}

/** Text broken at spaces into lines of at most `width` characters. */
export function wrap(text: string, width = 72): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

const plain = (text: string) => text.replaceAll("`", "");

/** A claim in the forms people paste: Markdown, a mailing list's plain text, BibTeX. */
export function citations({ id, says, url, seenIn, recorded }: Citation): Record<string, string> {
  const year = recorded.slice(0, 4);
  return {
    Markdown: `[${plain(says)}](${url})`,
    "plain text": [
      wrap(plain(says)),
      "",
      ...seenIn.map((line) => `  Seen in  ${line}`),
      `  Link     ${url}`,
    ].join("\n"),
    BibTeX: [
      `@misc{whoclosesfirst:${id},`,
      `  title        = {${plain(says)}},`,
      `  howpublished = {Who Closes First},`,
      `  year         = {${year}},`,
      `  url          = {${url}}`,
      "}",
    ].join("\n"),
  };
}
