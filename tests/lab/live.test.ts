import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { experiments } from "../../src/lab/experiments/index.ts";
import { thisKernel } from "../../src/lab/kernel.ts";
import { isLong, plays, prevented } from "./playing.ts";

const LAB = ["src/lab/main.ts"];
const lab = (...args: string[]) =>
  spawnSync(process.execPath, [...LAB, ...args], { encoding: "utf8" });

describe.skipIf(prevented)(`live on Linux ${thisKernel().release}`, () => {
  test.each(experiments.filter((experiment) => !isLong(experiment)))(
    "$name: every check holds",
    plays,
    300_000,
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
    const descendants = (pid: number): string[] =>
      readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
        .split(" ")
        .filter(Boolean)
        .flatMap((one) => [one, ...descendants(Number(one))]);
    const pids = descendants(child.pid ?? 0);
    expect(pids.length).toBeGreaterThan(5);
    child.kill("SIGINT");
    await new Promise((resolve) => child.once("close", resolve));
    expect(leftovers().filter((name) => name.includes(`-${child.pid}-`))).toEqual([]);
    await expect
      .poll(() => pids.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 10_000 })
      .toEqual([]);
  }, 60_000);
});

describe("the command", () => {
  test("lists every experiment in a line", () => {
    const { stdout, status } = lab("list");
    expect(status).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines).toHaveLength(experiments.length);
    for (const line of lines)
      expect(line).toMatch(/^[a-z0-9-]+ +(session|measurement) +about \d+ s /);
  });

  test.each([
    [["run", "nothing"], /^lab: there is no experiment "nothing"; Name one of .*\n$/i],
    [["run"], /^lab: which experiment\?/],
    [["run", "server-time-wait", "--fast"], /^lab: Unknown option '--fast'/],
    [
      ["run", "server-time-wait", "--kernel", "4.19"],
      /^lab: there is no kernel "4.19"; name one of/,
    ],
  ])("%j ends in one sentence", (args, sentence) => {
    const { stderr, status } = lab(...args);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(1);
  });

  test("says how it is used, and fails, when it does not know the word", () => {
    const { stdout, status } = lab("dance");
    expect(stdout).toContain("run <experiment …>");
    expect(status).toBe(1);
  });

  const nobody = (...args: string[]) =>
    spawnSync(
      "setpriv",
      ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, ...LAB, ...args],
      { encoding: "utf8" },
    );
  const notRoot = process.getuid?.() !== 0;

  test.skipIf(notRoot)("asks for root to record", () => {
    const { stderr, status } = nobody("record", "client-time-wait");
    expect(stderr).toMatch(/^lab: recording needs root; /);
    expect(status).toBe(1);
  });

  test.skipIf(notRoot || prevented)("plays without root, in a user namespace", () => {
    const { stdout, stderr, status } = nobody("run", "client-time-wait");
    expect(stderr).toBe("");
    expect(stdout).toContain("nothing was recorded");
    expect(status).toBe(0);
  });
});
