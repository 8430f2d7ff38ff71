import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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
      const file = readFileSync(filePath, "utf8");
      const text = `import "${specifier}";\n${file}\nvoid import("${specifier}");\n`;
      const [result] = await eslint.lintText(text, { filePath });
      const rules = result?.messages.map(({ ruleId }) => ruleId);
      expect(rules).toContain("no-restricted-imports");
      expect(rules).toContain("no-restricted-syntax");
    },
    60_000,
  );
});

test.each(["Date.now()", "new Date()", "Math.random()", "performance.now()", "process.hrtime()"])(
  "the model may not call %s",
  async (call) => {
    const [result] = await new ESLint().lintText(`export const now = ${call};\n`, {
      filePath: "src/model/seq.ts",
    });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContainEqual(
      expect.stringMatching(/^no-restricted-/),
    );
  },
  60_000,
);

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
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const address = holder.address();
    const port = typeof address === "object" && address ? address.port : 0;
    // The holder must answer while the other process runs, so it may not block this one.
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
  /** The guard's answer in a tree with these files, under a Node of this version. */
  function guarded(files: readonly string[], version = process.versions.node) {
    const tree = mkdtempSync(join(tmpdir(), "guarded-"));
    for (const file of ["src/guard.mjs", "package.json"])
      cpSync(file, join(tree, file), { recursive: true });
    for (const file of files) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), "{}");
    }
    const preload = `data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"${version}"}})`;
    const { stderr, status } = spawnSync(
      process.execPath,
      ["--import", preload, join(tree, "src/guard.mjs")],
      { encoding: "utf8" },
    );
    rmSync(tree, { recursive: true });
    return { stderr, status };
  }

  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  const packages = Object.keys(dependencies).map((name) => `node_modules/${name}/package.json`);
  const last = "node_modules/.package-lock.json";

  test.each([
    ["nothing", []],
    ["only a part", packages],
    ["all but one", [...packages.slice(1), last]],
  ])("that %s is installed", (_, files) => {
    const { stderr, status } = guarded(files);
    expect(stderr).toMatch(/^who-closes-first: .*not all, installed: run npm ci.*\.\n$/);
    expect(status).toBe(1);
  });

  test("that Node is too old", () => {
    const { stderr, status } = guarded([...packages, last], "20.20.2");
    expect(stderr).toMatch(/^who-closes-first: this is Node 20\.20\.2 .* 24\.16 or newer: .*\.\n$/);
    expect(status).toBe(1);
  });

  test("nothing when all is well", () => {
    expect(guarded([...packages, last])).toEqual({ stderr: "", status: 0 });
  });
});

test("nothing in the project names a folder of the machine it was made on", () => {
  const tracked = spawnSync("git", ["ls-files"], { encoding: "utf8" }).stdout.trim().split("\n");
  const foreign = /(^|[\s"'`(=])\/(?:work|root|home\/[a-z]+)\//;
  for (const file of tracked.filter((name) => !name.endsWith(".pcap")))
    expect(foreign.test(readFileSync(file, "utf8")), file).toBe(false);
});
