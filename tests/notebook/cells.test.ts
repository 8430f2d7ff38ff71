import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  acceptedCell,
  acceptedFile,
  cellFolder,
  cellIds,
  readCell,
} from "../../src/notebook/cells.ts";
import { outputsText } from "../../src/notebook/html.ts";

const cells = readdirSync("content/chapters").flatMap((chapter) =>
  cellIds(cellFolder(chapter)).map((id) => [chapter, id]),
);

describe("every cell shows what its page prints", () => {
  test.each(cells)("%s, %s", async (chapter = "", id = "") => {
    const folder = cellFolder(chapter);
    const { outputs } = await readCell(folder, id);
    expect(outputsText(outputs)).toBe(readFileSync(acceptedFile(folder, id), "utf8"));
  });

  test("there are some", () => expect(cells.length).toBeGreaterThanOrEqual(2));
});

describe("the build refuses", () => {
  const folder = mkdtempSync(join(tmpdir(), "cells-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  test("a cell whose output was not accepted", async () => {
    write("a.ts", "console.log(1);");
    await expect(acceptedCell(folder, "a")).rejects.toThrow(/a\.out\.txt: .*npm run cells:update/);
    write("a.out.txt", "2\n");
    await expect(acceptedCell(folder, "a")).rejects.toThrow("a.out.txt");
    write("a.out.txt", "1\n");
    expect((await acceptedCell(folder, "a")).outputs).toHaveLength(1);
  });

  test("a cell that fails, naming its line", async () => {
    write("b.ts", "const x = 1;\nboom(x);");
    await expect(readCell(folder, "b")).rejects.toThrow(/b\.ts, line 2: .*boom is not defined/);
  });

  test("a cell that is not there, or imports what is not", async () => {
    await expect(readCell(folder, "nowhere")).rejects.toThrow("nowhere.ts: there is no such cell");
    write("c.ts", `import { x } from "./gone.ts";`);
    await expect(readCell(folder, "c")).rejects.toThrow("gone.ts: there is no such cell");
    write("d.ts", `import { rows } from "measurement/gone";`);
    await expect(readCell(folder, "d")).rejects.toThrow(
      /no measurement "gone" was made; there are .*cost/,
    );
  });
});
