import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cellFolder } from "../../src/notebook/cells.ts";
import { typesIn } from "../../src/notebook/types.ts";

const folder = mkdtempSync(join(tmpdir(), "types-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a cell's names have their types, and what is said of them", () => {
  const types = typesIn(cellFolder("03-server-time-wait"), "isn");
  const known = new Map(types.map((one) => [one.name, one]));
  expect(known.get("endSeq")).toMatchObject({
    kind: "function",
    type: "(segment: Segment) => number",
  });
  expect(known.get("endSeq")?.doc).toContain("SYN and FIN take one each");
  expect(known.get("sndNxt")?.type).toBe("number");
  expect(known.get("packetOf")?.doc).toBe("The packet of that step.");
});

test("only what stands at the top level is listed, with all its places", () => {
  const source = `const [a, { b }] = [1, { b: "x" }];\nfunction f(x: number) { const y = x; return y + a; }\nf(a); b;\n`;
  writeFileSync(join(folder, "a.ts"), `export {};\n${source}`);
  const types = typesIn(folder, "a");
  expect(types.map(({ name }) => name)).toEqual(["a", "b", "f"]);
  expect(types[0]?.places).toHaveLength(3);
});

test("a type error ends the build with file, line and reason", () => {
  writeFileSync(join(folder, "wrong.ts"), `export {};\n\nconst a: number = "x";\n`);
  expect(() => typesIn(folder, "wrong")).toThrow(
    /wrong\.ts, line 3: Type 'string' is not assignable to type 'number'/,
  );
  writeFileSync(join(folder, "gone.ts"), `import { nothing } from "time-wait";\n`);
  expect(() => typesIn(folder, "gone")).toThrow(/gone\.ts, line 1: .*nothing/);
});
