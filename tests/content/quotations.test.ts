import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { rfcSchema } from "../../components/clause/schema.ts";
import { quote } from "../../components/clause/quote.ts";

/** Line breaks and indentation of the RFC do not count. */
const bare = (text: string) => text.replace(/\s+/g, "");

const rfcs = globSync("content/rfc/*.yaml").map((file) => ({
  rfc: basename(file, ".yaml"),
  data: rfcSchema.parse(parse(readFileSync(file, "utf8"))),
}));

describe.each(rfcs)("$rfc", ({ rfc, data }) => {
  const excerpts = readFileSync(`content/rfc/${rfc}.txt`, "utf8");
  const official = bare(excerpts);

  test("says where its excerpts are from", () =>
    expect(excerpts.split("\n")[0]).toContain(`https://www.rfc-editor.org/rfc/${rfc}.txt`));

  for (const { section, sentences } of data.sections)
    test(`§${section} is quoted word for word, in its order, with ids of its own`, () => {
      let at = 0;
      for (const { id, text } of sentences) {
        const found = official.indexOf(bare(text), at);
        expect(found, id).toBeGreaterThanOrEqual(at);
        at = found + 1;
        expect(id.startsWith(`${rfc}-${section.toLowerCase()}-`), id).toBe(true);
      }
      expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length);
    });
});

test("words picked out of a sentence are its words", () => {
  expect(quote("a TIME_WAIT connection is immediately reopened", "immediately reopened")).toBe(
    "immediately reopened",
  );
  expect(() => quote("it is reopened", "immediately reopened")).toThrow("are not the words of");
});
