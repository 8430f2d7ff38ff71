import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { ESLint } from "eslint";
import { describe, expect, test } from "vitest";

describe("the house has one direction", () => {
  const eslint = new ESLint();
  test.each([
    ["src/model/seq.ts", "../sessions/packet.ts"],
    ["src/model/seq.ts", "node:fs"],
    ["src/sessions/check.ts", "../lab/stage.ts"],
    ["src/sessions/check.ts", "../site/serve.ts"],
    ["src/notebook/show.ts", "../lab/stage.ts"],
    ["src/lab/stage.ts", "../site/serve.ts"],
    ["src/lab/stage.ts", "../../components/lang.ts"],
    ["components/lang.ts", "../src/lab/stage.ts"],
    ["components/lang.ts", "../src/site/words.ts"],
    ["content/chapters/03-server-time-wait/facts.ts", "../../../src/lab/stage.ts"],
  ])(
    "%s may not import %s",
    async (filePath, specifier) => {
      const text = `import "${specifier}";\n${readFileSync(filePath, "utf8")}`;
      const [result] = await eslint.lintText(text, { filePath });
      expect(result?.messages.map(({ ruleId }) => ruleId)).toContain("no-restricted-imports");
    },
    60_000,
  );
});

test("a file's median length is under 100 lines", () => {
  const lengths = globSync("{src,components}/**/*.{ts,astro}")
    .map((file) => readFileSync(file, "utf8").split("\n").length)
    .toSorted((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
});

describe("npm start says in one sentence what is wrong", () => {
  const start = (port: string) =>
    spawnSync(process.execPath, ["src/site/start.ts"], {
      encoding: "utf8",
      env: { ...process.env, PORT: port },
    });

  test("when the port is in use", async () => {
    const { createServer } = await import("node:http");
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const address = holder.address();
    const port = typeof address === "object" && address ? address.port : 0;
    // The holder must answer while the other process runs, so it may not block this one.
    const { spawn } = await import("node:child_process");
    const child = spawn(process.execPath, ["src/site/start.ts"], {
      env: { ...process.env, PORT: String(port) },
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += String(chunk)));
    const code = await new Promise((resolve) => child.once("close", resolve));
    holder.close();
    expect(said).toBe(
      `who-closes-first: Port ${port} is in use: stop what listens there, or choose another with PORT=${port + 1} npm start.\n`,
    );
    expect(code).toBe(1);
  });

  test("when the port is no port", () => {
    expect(start("http").stderr).toBe(
      'who-closes-first: PORT is "http", which is no port: give a number up to 65535.\n',
    );
  });
});

describe("the guard says in one sentence", () => {
  test("that nothing is installed", () => {
    const guard = readFileSync("src/guard.mjs", "utf8");
    const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-"], {
      encoding: "utf8",
      input: guard.replace("import.meta.url", '"file:///nowhere/src/guard.mjs"'),
    });
    expect(stderr).toMatch(/^who-closes-first: astro, .* not installed: run npm ci first.*\.\n$/);
    expect(status).toBe(1);
  });

  test("that Node is too old", () => {
    const guard = readFileSync("src/guard.mjs", "utf8");
    const { stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-"], {
      encoding: "utf8",
      input: guard
        .replace("import.meta.url", JSON.stringify(new URL("../../src/guard.mjs", import.meta.url)))
        .replace("process.versions.node.split", '"20.20.2".split'),
    });
    expect(stderr).toMatch(/the build needs 24\.16 or newer: .*\.\n$/);
    expect(status).toBe(1);
  });
});

test("nothing in the project names a folder of the machine it was made on", () => {
  const tracked = spawnSync("git", ["ls-files"], { encoding: "utf8" }).stdout.trim().split("\n");
  const foreign = /(^|[\s"'`(=])\/(?:work|root|home\/[a-z]+)\//;
  for (const file of tracked.filter((name) => !name.endsWith(".pcap")))
    expect(foreign.test(readFileSync(file, "utf8")), file).toBe(false);
});
