import { describe, expect, test } from "vitest";
import { session } from "../../src/sessions/library.ts";
import { measurement } from "../../src/sessions/measurement.ts";
import { measurementData, sessionData } from "../../src/sessions/module.ts";
import { inspect } from "../../src/notebook/inspect.ts";
import { outputsHtml, outputsText } from "../../src/notebook/html.ts";
import type { Output } from "../../src/notebook/output.ts";
import { checkedOutput } from "../../src/notebook/protocol.ts";
import { ladderHtml } from "../../components/cell/ladder.ts";
import { runCell } from "../../src/notebook/run.ts";

const sessions = { "session/server-time-wait": sessionData(session("server-time-wait")) };
const measurements = { "measurement/cost": measurementData(measurement("cost")) };

/** What a cell shows; other cells by file name. */
async function run(source: string, others: Record<string, string> = {}): Promise<Output[]> {
  const outputs: Output[] = [];
  const files = { "a.ts": source, ...others };
  const emit = (output: Output) => outputs.push(output);
  await runCell({ entry: "a.ts", files, sessions, measurements }, emit).ended;
  return outputs;
}

describe("a cell", () => {
  test("shows values, labelled values, tables, and what it logs", async () => {
    const outputs = await run(`
      import { show } from "notebook";
      show(1 + 1);
      show("sum", 3);
      show.table([{ a: 1, b: "x" }, { a: 2, b: "y" }]);
      console.log("hello", { n: 1 });
    `);
    expect(outputs).toEqual([
      { kind: "text", text: "2" },
      { kind: "text", label: "sum", text: "3" },
      {
        kind: "table",
        columns: ["a", "b"],
        rows: [
          ["1", "x"],
          ["2", "y"],
        ],
      },
      { kind: "text", text: "hello { n: 1 }" },
    ]);
  });

  test("has the model and recorded packets at hand", async () => {
    const [output] = await run(`
      import { endSeq } from "time-wait";
      import { packet } from "session/server-time-wait";
      import { show } from "notebook";
      show(endSeq(packet(1)) - packet(1).seq);
    `);
    expect(output).toEqual({ kind: "text", text: "1" });
  });

  test("has measurements at hand", async () => {
    const [output] = await run(`
      import { kernel, rows } from "measurement/cost";
      import { show } from "notebook";
      show(kernel.name, rows.length);
    `);
    const { kernel, rows } = measurement("cost");
    expect(output).toEqual({ kind: "text", label: kernel.name, text: String(rows.length) });
  });

  test("runs the cells it imports, once", async () => {
    const outputs = await run(
      `import { one } from "./b.ts"; import { two } from "./c.ts"; console.log(one + two);`,
      {
        "b.ts": `console.log("b runs"); export const one = 1;`,
        "c.ts": `import { one } from "./b.ts"; export const two = one + 1;`,
      },
    );
    expect(outputsText(outputs)).toBe("b runs\n3\n");
  });

  test("is TypeScript", async () => {
    const [output] = await run(
      `enum E { A = 5 } const e: E = E.A; console.log(e satisfies number);`,
    );
    expect(output).toEqual({ kind: "text", text: "5" });
  });
});

describe("a cell that fails says so, with its own line", () => {
  test.each([
    ["const a: number = 1;\n\nthrow new Error('no');", 3, "Error: no"],
    ["interface A {\n  a: 1;\n}\nnope();", 4, "nope is not defined"],
    ["const a = 1;\nconst b = ;", 2, "Unexpected token"],
    [
      `import { packet } from "session/server-time-wait";\npacket(99);`,
      2,
      "There is no packet 99; the session has 18.",
    ],
  ])("%j", async (source, line, message) => {
    const failed = (await run(source)).at(-1);
    expect(failed).toMatchObject({ kind: "error", line });
    expect(failed?.kind === "error" && failed.message).toContain(message);
  });

  test("for an unknown module, with those there are", async () => {
    expect(outputsText(await run(`import "fs";`))).toMatch(
      /no module "fs" here; there are time-wait/,
    );
    expect(outputsText(await run(`import "./z.ts";`))).toContain('There is no cell "z.ts"');
    expect(outputsText(await run(`import "constructor";`))).toContain('no module "constructor"');
  });

  test("after what it had shown before", async () => {
    expect((await run(`console.log(1); null.x;`)).map(({ kind }) => kind)).toEqual([
      "text",
      "error",
    ]);
  });
});

describe("what a cell leaves running is waited for", () => {
  const texts = async (source: string, others?: Record<string, string>) =>
    outputsText(await run(source, others));

  test("at its top level, in what it imports, and in promises that nobody waits for", async () => {
    const wait = "new Promise((resolve) => setTimeout(resolve, 5))";
    expect(await texts(`console.log(1); await ${wait}; console.log(2);`)).toBe("1\n2\n");
    expect(
      await texts(`import { a } from "./b.ts"; console.log(a);`, {
        "b.ts": `await ${wait}; export const a = 7;`,
      }),
    ).toBe("7\n");
    expect(await texts(`void (async () => { await ${wait}; console.log("late"); })();`)).toBe(
      "late\n",
    );
  });

  test("timers, and those that they set; an interval until it is cleared", async () => {
    const source = `
      let n = 0;
      const tick = setInterval(() => { console.log(++n); if (n === 2) { clearInterval(tick); setTimeout(console.log, 1, "end"); } }, 1);
      clearTimeout(setTimeout(() => console.log("never"), 50));`;
    expect(await texts(source)).toBe("1\n2\nend\n");
  });

  test("and has its line when it fails", async () => {
    expect(await run(`setTimeout(() => {\n  nope();\n}, 1);`)).toMatchObject([
      { kind: "error", line: 2 },
    ]);
    expect(await run(`await null;\n\nthrow new Error("no");`)).toMatchObject([
      { kind: "error", line: 3, message: "Error: no" },
    ]);
  });

  test("an error in an imported cell names that cell", async () => {
    expect(await texts(`import "./b.ts";`, { "b.ts": "\nnope();" })).toBe(
      "error: ReferenceError: nope is not defined (b.ts, line 2)\n",
    );
  });
});

describe("a ladder", () => {
  const story = `
    import { kernelNamed, Network } from "time-wait";
    import { show } from "notebook";
    const network = new Network();
    const settings = { kernel: kernelNamed("linux-6.18") };
    const server = network.host("10.0.0.2", settings);
    const client = network.host("10.0.0.1", settings);
    server.listen(80, () => undefined);
    client.connect("10.0.0.2", 80);
    network.run(1000);
    show.ladder(network);`;

  test("of a model's network has its packets, and the same as text", async () => {
    const outputs = await run(story);
    expect(outputs.map(({ kind }) => kind)).toEqual(["ladder"]);
    const lines = outputsText(outputs).split("\n");
    expect(lines[0]).toMatch(/^no\. +seconds +from +what +seq +ack +becomes$/);
    expect(lines[1]).toMatch(/^1 +0\.000 +client +SYN +0/);
    expect(lines[2]).toMatch(/^2 +\d\.\d+ +server +SYN ACK/);
    expect(checkedOutput(structuredClone(outputs[0]))).toEqual(outputs[0]);
  });

  test("is drawn, and its text is in the page for those who do not see it", async () => {
    const [output] = await run(story);
    if (output?.kind !== "ladder") throw new Error("no ladder");
    const html = ladderHtml(output.trace, "cell-a-0", "zh-cn");
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html).toContain('role="columnheader"');
    expect(html).toContain('data-packet="1"');
  });
});

describe("what is shown", () => {
  test("cannot bring markup into the page", async () => {
    const html = outputsHtml(
      await run(`import { show } from "notebook";
        const evil = '<img src=x onerror=alert(1)>"';
        show(evil, evil); show.table([{ [evil]: evil }]); throw new Error(evil);`),
    );
    expect(html).not.toContain("<img");
    expect(html.match(/&lt;img/g)).toHaveLength(5);
  });

  test("is spelled as a reader would write it", () => {
    const cycle: Record<string, unknown> = { a: [1, "x", null, undefined, 2n] };
    cycle.self = cycle;
    expect(inspect(cycle)).toBe(
      '{ a: [1, "x", null, undefined, 2n], self: { a: [1, "x", null, undefined, 2n], self: { a: …, self: … } } }',
    );
    expect(inspect(new Map([["k", new Set([1])]]))).toBe('Map [["k", Set [1]]]');
    expect(inspect(Symbol("s"))).toBe("Symbol(s)");
    expect(inspect(function named() {})).toBe("ƒ named()");
  });
});
