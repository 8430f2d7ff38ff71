import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");
const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]+)"`).exec(tag)?.[1];

/** The predictions of a chapter: ids, choices, and what happened. */
const predictions = (source: string) =>
  Array.from(source.matchAll(/<Predict\s[^]*?\}\}[^]*?\/?>/g), ([tag]) => ({
    id: attribute(tag, "id"),
    choices: Array.from(tag.matchAll(/^\s+"?([a-z0-9-]+)"?: "/gm), ([, choice]) => choice),
    answer: attribute(tag, "answer"),
    shown: attribute(tag, "shown"),
  }));

/** What players say of them. */
const settled = (source: string) =>
  Array.from(
    source.matchAll(
      /session="([^"]+)"[^>]*?settles=\{\{ prediction: "([^"]+)", answer: "([^"]+)", at: "([^"]+)" \}\}/g,
    ),
    ([, session, id, answer, at]) => ({ id, answer, shown: `${session}/${at}` }),
  );

describe.each(globSync("content/chapters/*/en.mdx"))("%s", (file) => {
  const english = read(file);
  const found = predictions(english);

  test("asks the same in both languages", () => {
    expect(predictions(read(file.replace("en.mdx", "zh-cn.mdx")))).toEqual(found);
    for (const { choices } of found) expect(choices.length).toBeGreaterThan(1);
  });

  test("and its players show what it says was the answer", () => {
    for (const { id, answer, shown } of settled(english)) {
      const one = found.find((prediction) => prediction.id === id);
      expect(one?.choices).toContain(answer);
      expect(one).toMatchObject({ answer, shown });
    }
  });
});
