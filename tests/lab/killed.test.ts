import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { experiments } from "../../src/lab/experiments/index.ts";
import { ALWAYS, lacking } from "../../src/lab/tools.ts";
import { obstacle } from "../../src/lab/namespace.ts";

/** How often the lab is killed; LAB_KILLS=50 for a long look. */
const KILLS = Number(process.env.LAB_KILLS ?? 8);
/** Long ones, which would not have ended by themselves before the test has given up. */
const played = experiments.toSorted((a, b) => (b.lasts ?? 10) - (a.lasts ?? 10)).slice(0, 4);
const LAB = ["src/lab/main.ts", "run"];

/** Why the lab cannot be killed on this machine; null when it can. */
const prevented = lacking([...ALWAYS, ...played.flatMap(({ tools }) => tools)]) ?? obstacle();
if (prevented) console.warn(`The lab is not killed on this machine: ${prevented}.`);

const attempt = (look: () => string): string => {
  try {
    return look();
  } catch {
    return ""; // it has just ended
  }
};
const running = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name));
const network = (pid: string | number) => attempt(() => readlinkSync(`/proc/${pid}/ns/net`));

const descendants = (pid: string): string[] =>
  attempt(() => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"))
    .split(" ")
    .filter(Boolean)
    .flatMap((one) => [one, ...descendants(one)]);

/** What a process was started as and works in; a folder of the lab that was killed is in one of them. */
const traces = (pid: string) =>
  attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")) +
  attempt(() => readlinkSync(`/proc/${pid}/cwd`));

describe.skipIf(prevented)("a lab that is killed by SIGKILL", () => {
  test(
    `leaves no process and no namespace, ${KILLS} times, and no file after the next start`,
    async () => {
      const temporary = mkdtempSync(join(tmpdir(), "killed-lab-"));
      const env = { ...process.env, TMPDIR: temporary };
      const names = played.map(({ name }) => name);
      let caught = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const name = names[kill % names.length] ?? "";
        const child = spawn(process.execPath, [...LAB, name], { stdio: "ignore", env });
        const ended = new Promise((resolve) => child.once("close", resolve));
        const moment = Math.random() * 5000;
        await new Promise((resolve) => setTimeout(resolve, moment));
        const pid = String(child.pid);
        const family = descendants(pid);
        const networks = new Set(family.map(network).filter(Boolean));
        networks.delete(network(process.pid));
        caught += networks.size > 0 ? 1 : 0;
        child.kill("SIGKILL");
        await ended;
        const left = () =>
          running().filter(
            (one) =>
              family.includes(one) ||
              networks.has(network(one)) ||
              traces(one).includes(`who-closes-first-${pid}-`),
          );
        await expect
          .poll(left, { timeout: 20_000, message: `${name}, killed after ${moment} ms` })
          .toEqual([]);
      }
      expect(caught, "kills in the middle of an experiment").toBeGreaterThan(KILLS / 4);
      const next = spawnSync(process.execPath, [...LAB, "client-time-wait"], { env });
      expect(next.status).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
      rmSync(temporary, { recursive: true });
    },
    60_000 + KILLS * 15_000,
  );
});
