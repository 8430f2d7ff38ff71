import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { needed } from "../../components/cell/flow.ts";
import { importOf } from "../../components/cell/imports.ts";
import { sharedCode, shareHash } from "../../components/cell/share.ts";

const hashOf = (bytes: Buffer) => `#code/isn/${deflateRawSync(bytes).toString("base64url")}`;

describe("code in a link", () => {
  test.each(["show(1);\n", "// 谁先关闭？ \u{1f9ea}\n", "x".repeat(20_000)])(
    "comes back",
    async (code) => {
      expect(await sharedCode(await shareHash("isn", code))).toBe(code);
    },
  );

  test("that is damaged, empty, too long or no text is none", async () => {
    const hashes = [
      "",
      "#code/isn",
      "#code/isn/",
      "#code/isn/!!",
      "#code/ISN/AAAA",
      "#code/isn/A",
      "#code/isn/_____w",
      hashOf(Buffer.alloc(0)),
      hashOf(Buffer.from([0xff, 0xfe])),
      hashOf(Buffer.from("x".repeat(20_001))),
      hashOf(Buffer.alloc(25_000_000)), // a small link that unpacks to 25 MB
      `${await shareHash("isn", "show(1)")}AAAA%00`,
    ];
    for (const hash of hashes) expect(await sharedCode(hash), hash.slice(0, 60)).toBeNull();
  });

  test("may be anything: it is code of the right length, or none", async () => {
    let seed = 1;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647);
    const good = await shareHash("isn", "const a = 1;\nconsole.log(a);\n");
    for (let i = 0; i < 500; i++) {
      const at = 10 + (random() % (good.length - 10));
      const hostile = `${good.slice(0, at)}${String.fromCharCode(random() % 128)}${good.slice(at + (random() % 3))}`;
      const code = await sharedCode(hostile);
      expect(code === null || (code.length > 0 && code.length <= 20_000)).toBe(true);
    }
  });
});

describe("imports", () => {
  const texts: Record<string, string> = {
    a: `import { b } from "./b.ts"; import { c } from "./c.ts";`,
    b: `import { c } from "./c.ts"; export const b = c;`,
    c: `import "./a.ts"; export const c = 1;`,
    d: `import { show } from "notebook";`,
  };
  const textOf = (id: string) => texts[id] ?? null;

  test("say what a cell needs, first what needs nothing, whatever circles they make", () => {
    expect(needed("a", textOf)).toEqual(["c", "b"]);
    expect(needed("d", textOf)).toEqual([]);
    expect(needed("gone", textOf)).toEqual([]);
  });

  const add = (text: string, name: string) => {
    const added = importOf(text, "time-wait", name);
    return added && text.slice(0, added.from) + added.insert + text.slice(added.from);
  };

  test("are added for a name that is completed, once", () => {
    expect(add("x;", "after")).toBe(`import { after } from "time-wait";\nx;`);
    expect(add(`import { after } from "time-wait";`, "paws")).toBe(
      `import { after, paws } from "time-wait";`,
    );
    expect(add(`import { after, } from "time-wait";`, "paws")).toContain("after, paws }");
    expect(add(`import { after } from "time-wait";`, "after")).toBeNull();
  });
});
