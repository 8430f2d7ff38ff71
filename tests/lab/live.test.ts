import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { experiments } from "../../src/lab/experiments/index.ts";
import { thisKernel } from "../../src/lab/kernel.ts";
import { isolated, obstacle } from "../../src/lab/namespace.ts";
import { ALWAYS, requireTools } from "../../src/lab/tools.ts";
import { readSession } from "../../src/sessions/read.ts";

/** Why the experiments cannot be played on this machine; null when they can. */
function reason(): string | null {
  const problem = obstacle();
  if (problem) return problem;
  const probe = spawnSync("unshare", ["--net", "--pid", "--fork", "true"], { encoding: "utf8" });
  if (probe.status !== 0) return `namespaces cannot be made here: ${probe.stderr.trim()}`;
  try {
    requireTools([...ALWAYS, ...experiments.flatMap(({ tools }) => tools)]);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const prevented = reason();
if (prevented) console.warn(`The experiments are not played on this machine: ${prevented}.`);
const LAB = ["src/lab/main.ts"];
const lab = (...args: string[]) =>
  spawnSync(process.execPath, [...LAB, ...args], { encoding: "utf8" });

describe.skipIf(prevented)(`live on Linux ${thisKernel().release}`, () => {
  test.each(experiments.map(({ name }) => name))(
    "%s: every check holds",
    async (name) => {
      const session = await isolated(name, { unhurried: false, quiet: true }, readSession);
      const recorded = readSession(`content/sessions/${name}/linux-6.18`);
      const shape = ({ file }: typeof session) => ({
        steps: file.steps.map(({ id }) => id),
        checks: file.checks.map(({ id }) => id),
      });
      expect(shape(session)).toEqual(shape(recorded));
      expect(session.file.kernel).toEqual(thisKernel());
    },
    120_000,
  );

  test("nothing is left when it is killed in the middle", async () => {
    const leftovers = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith("who-closes-first-"));
    const child = spawn(process.execPath, [...LAB, "run", "server-time-wait"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        if (String(chunk).includes("connect:")) resolve();
      });
    });
    const inside = spawnSync("pgrep", ["-f", "inside.ts server-time-wait"], {
      encoding: "utf8",
    }).stdout;
    expect(inside).not.toBe("");
    child.kill("SIGINT");
    await new Promise((resolve) => child.once("close", resolve));
    expect(leftovers().filter((name) => name.includes(`-${child.pid}-`))).toEqual([]);
    const pids = inside.trim().split("\n");
    await expect
      .poll(() => pids.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 10_000 })
      .toEqual([]);
  }, 60_000);
});

describe("the command", () => {
  test("lists every experiment in a line", () => {
    const { stdout, status } = lab("list");
    expect(status).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(experiments.length);
  });

  test.each([
    [["run", "nothing"], /^lab: there is no experiment "nothing"; Name one of .*\n$/i],
    [["run"], /^lab: which experiment\?/],
    [["run", "server-time-wait", "--fast"], /^lab: Unknown option '--fast'/],
  ])("%j ends in one sentence", (args, sentence) => {
    const { stderr, status } = lab(...args);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(1);
  });

  test("says how it is used, and fails, when it does not know the word", () => {
    const { stdout, status } = lab("dance");
    expect(stdout).toContain("run <experiment>");
    expect(status).toBe(1);
  });

  test.skipIf(process.getuid?.() !== 0)("asks for root when it has none", () => {
    const folder = mkdtempSync(join(tmpdir(), "nobody-"));
    const { stderr, status } = spawnSync(
      "setpriv",
      [
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        process.execPath,
        ...LAB,
        "run",
        "server-time-wait",
      ],
      { encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    expect(stderr).toMatch(/^lab: the lab needs root/);
    expect(status).toBe(1);
  });
});
