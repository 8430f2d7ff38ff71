import { spawn, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unpackedKernel } from "../../src/lab/guest/cache.ts";
import { writeCpio } from "../../src/lab/guest/cpio.ts";
import { guestObstacle, inGuest } from "../../src/lab/guest/guest.ts";
import { choose, guestKernel, kernels } from "../../src/lab/guest/kernels.ts";
import { addPrograms } from "../../src/lab/guest/programs.ts";
import { addProject } from "../../src/lab/guest/project.ts";
import { Tree } from "../../src/lab/guest/tree.ts";
import { Sentence } from "../../src/lab/sentence.ts";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "guest-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a kernel's packages", () => {
  const suite = [
    "linux-image-5.10.0-9-cloud-amd64",
    "linux-image-5.10.0-46-cloud-amd64",
    "linux-image-5.10.0-46-cloud-amd64-dbg",
    "linux-image-5.10.0-47-amd64",
    "linux-image-6.1.0-0.deb11.52-cloud-amd64",
    "linux-image-6.12.99+deb12-cloud-amd64",
    "linux-image-6.12.117+deb12-cloud-amd64",
    "linux-image-6.12-cloud-amd64",
    "linux-image-7.3.4+deb13-cloud-amd64",
    "linux-binary-7.3.4+deb13-cloud-amd64",
    "linux-binary-7.3.9+deb13-cloud-amd64",
    "linux-binary-unsigned-7.3.11+deb13-cloud-amd64",
    "linux-modules-7.3.4+deb13-cloud-amd64",
  ];
  test.each([
    ["5.10", ["linux-image-5.10.0-46-cloud-amd64"]],
    ["6.12", ["linux-image-6.12.117+deb12-cloud-amd64"]],
    ["7.3", ["linux-binary-7.3.4+deb13-cloud-amd64", "linux-modules-7.3.4+deb13-cloud-amd64"]],
    ["6.1", null],
  ] as const)("of %s: the newest of which all are there", (name, expected) => {
    expect(choose(kernels[name], suite)).toEqual(expected);
  });

  test("of a kernel that nobody knows are a sentence", () => {
    expect(() => guestKernel("4.19")).toThrow(
      'there is no kernel "4.19"; name one of 5.10, 6.1, 6.12, 7.3, or running',
    );
    expect(() => guestKernel("toString")).toThrow(Sentence);
  });
});

describe("what a guest starts with", () => {
  test("is an archive as cpio reads it", () => {
    const file = join(folder, "archive");
    writeFileSync(join(folder, "odd"), "odd");
    const tree = new Tree();
    tree.text("/bin/run", "#!/bin/sh\n");
    tree.copy(join(folder, "odd"), "/bin/odd");
    tree.link("/sbin", "bin");
    writeCpio(file, tree.entries);

    const bytes = readFileSync(file);
    const found: [string, string, string][] = [];
    for (let at = 0; ;) {
      const field = (index: number) =>
        Number.parseInt(bytes.toString("latin1", at + 6 + index * 8, at + 14 + index * 8), 16);
      expect(bytes.toString("latin1", at, at + 6)).toBe("070701");
      const [mode, size, nameSize] = [field(1), field(6), field(11)];
      const name = bytes.toString("utf8", at + 110, at + 110 + nameSize - 1);
      const content = (at + 110 + nameSize + 3) & ~3;
      if (name === "TRAILER!!!") break;
      found.push([name, mode.toString(8), bytes.toString("utf8", content, content + size)]);
      at = (content + size + 3) & ~3;
    }
    expect(found).toEqual([
      ["bin", "40755", ""],
      ["bin/run", "100755", "#!/bin/sh\n"],
      ["bin/odd", "100644", "odd"],
      ["sbin", "120777", "bin"],
    ]);
    expect(bytes.length % 4).toBe(0);
  });

  test("follows links to what they lead to", () => {
    mkdirSync(join(folder, "links"));
    writeFileSync(join(folder, "links/real"), "");
    symlinkSync("real", join(folder, "links/alias"));
    const tree = new Tree();
    tree.same(join(folder, "links/alias"));
    const kinds = [...tree.entries].map(([path, { kind }]) => `${kind} ${path.split("/").at(-1)}`);
    expect(kinds).toEqual(expect.arrayContaining(["link alias", "file real"]));
  });

  test.skipIf(process.platform !== "linux")("has programs with their libraries", () => {
    const tree = new Tree();
    addPrograms(tree, ["sh", "no-such-program"], [process.execPath]);
    const names = [...tree.entries.keys()].map((path) => path.split("/").at(-1));
    expect(names).toEqual(expect.arrayContaining(["sh", "libc.so.6", "libstdc++.so.6"]));
    expect(names).not.toContain("no-such-program");
  });

  test("has the lab and what it imports, and nothing that makes pages", () => {
    const tree = new Tree();
    addProject(tree, "/project");
    const paths = [...tree.entries.keys()];
    expect(paths).toEqual(
      expect.arrayContaining([
        "project/package.json",
        "project/src/lab/main.ts",
        "project/src/model/index.ts",
        "project/node_modules/zod/package.json",
        "project/node_modules/@lydell/node-pty/package.json",
      ]),
    );
    for (const builder of ["vite", "astro", "typescript"])
      expect(paths).not.toContain(`project/node_modules/${builder}`);
  });
});

test("a machine without qemu is told what to install", () => {
  const { stderr, status } = spawnSync(
    process.execPath,
    ["src/lab/main.ts", "run", "server-time-wait", "--kernel", "5.10"],
    { encoding: "utf8", env: { PATH: "/nowhere" } },
  );
  expect(stderr).toMatch(
    /^lab: (qemu-system-x86_64, .*not found; on Debian: .*qemu-system-x86|the other kernels)/,
  );
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(status).toBe(1);
});

/** Why no other kernel can be booted on this machine; null when one can. */
function reason(): string | null {
  try {
    const problem = guestObstacle();
    if (problem === null) unpackedKernel("6.1");
    return problem;
  } catch (error) {
    return (error as Error).message;
  }
}

const prevented = reason();
if (prevented) console.warn(`No other kernel is booted on this machine: ${prevented}.`);

describe.skipIf(prevented)("another kernel", () => {
  test("does a job with what it is given, and hands back all that came of it", async () => {
    const { release } = unpackedKernel("6.1");
    const lines: string[] = [];
    const outcome = await inGuest("6.1", {
      argv: [
        "--eval",
        `const { readFileSync, writeFileSync } = require("node:fs");
         writeFileSync("/out/copy", readFileSync("/job/files/given"));
         console.log(require("node:os").release(), process.env.SAID);
         console.log(readFileSync(0, "utf8"), "é");
         console.error("bad");
         process.exit(7);`,
      ],
      stdin: "typed",
      env: { SAID: "it's" },
      files: new Map([["given", Buffer.from([0, 10, 13, 255])]]),
      timeout: 150,
      onOutput: (line) => lines.push(line),
    });
    expect(lines).toEqual([`${release} it's`, "typed é"]);
    expect(outcome).toMatchObject({ code: 7, stderr: "bad\n" });
    expect(outcome.files).toEqual(new Map([["copy", Buffer.from([0, 10, 13, 255])]]));
  }, 180_000);

  test("ends with the lab, even when that is killed outright", async () => {
    const child = spawn(
      process.execPath,
      ["src/lab/main.ts", "run", "server-time-wait", "--kernel", "6.1"],
      { stdio: "ignore" },
    );
    const offspring = () =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
    await expect
      .poll(
        () => {
          const pid = offspring();
          return pid && readFileSync(`/proc/${pid}/comm`, "utf8").trim();
        },
        { timeout: 60_000 },
      )
      .toBe("qemu-system-x86");
    const qemu = offspring();
    child.kill("SIGKILL");
    await expect.poll(() => readdirSync("/proc").includes(qemu), { timeout: 30_000 }).toBe(false);
  }, 120_000);
});
