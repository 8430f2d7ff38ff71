import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { abreast } from "../../src/lab/abreast.ts";
import { Bench } from "../../src/lab/bench.ts";
import { build } from "../../src/lab/build.ts";
import { callsIn } from "../../src/lab/strace.ts";

describe("side by side", () => {
  test("results come in the order of the list, and so many are under way at most", async () => {
    let under = 0;
    let most = 0;
    const results = await abreast([30, 1, 10, 1], 2, async (ms) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, ms));
      under--;
      return ms;
    });
    expect(results).toEqual([30, 1, 10, 1]);
    expect(most).toBe(2);
  });

  test("nothing is begun after a failure", async () => {
    const begun: number[] = [];
    const failing = abreast([1, 2, 3, 4], 1, (one) => {
      begun.push(one);
      return one === 2 ? Promise.reject(new Error("two")) : Promise.resolve();
    });
    await expect(failing).rejects.toThrow("two");
    expect(begun).toEqual([1, 2]);
  });
});

describe("what strace prints", () => {
  test("becomes calls of IPv4 sockets, with their errno", () => {
    const output = `1.5 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file)
1.6 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
[pid  7] 2.500 bind(3, {sa_family=AF_INET, sin_port=htons(4), sin_addr=inet_addr("0.0.0.0")}, 16) = 0
[pid  7] 3.0 connect(3, {sa_family=AF_INET, sin_port=htons(8), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress)
[pid  8] 4.0 connect(3, {sa_family=AF_INET, sin_port=htons(8), sin_addr=inet_addr("127.0.0.1")}, 16 <unfinished ...>
[pid  8] 4.1 <... connect resumed>) = -1 EADDRNOTAVAIL (Cannot assign requested address)
Ncat: Cannot assign requested address.`;
    expect(callsIn(output)).toEqual([
      { at: 2500, name: "bind", errno: null },
      { at: 3000, name: "connect", errno: null },
      { at: 4100, name: "connect", errno: "EADDRNOTAVAIL" },
    ]);
  });
});

describe("a program", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "build-"))));
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const run = (name: string) => spawnSync(join(folder, name), [], { encoding: "utf8" });

  test("that was built beforehand is taken as it is, and known by its source", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "built-"));
    try {
      writeFileSync(join(elsewhere, "listen"), "#!/bin/sh\necho beforehand\n");
      vi.stubEnv("LAB_BUILT", elsewhere);
      expect(build("listen.go", folder)).toMatchObject({
        name: "listen",
        source: "src/lab/programs/listen.go",
        built: "go build -trimpath -o listen listen.go",
      });
      expect(run("listen").stdout).toBe("beforehand\n");
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test("without a compiler is its twin in TypeScript, or a sentence", () => {
    vi.stubEnv("PATH", "/nowhere");
    expect(build("server.go", folder)).toMatchObject({ name: "server", built: "node server.ts" });
    expect(() => build("listen.go", folder)).toThrow(
      /^go not found, which compiles listen\.go; .*golang-go/,
    );
  });
});

test("a check on rows that does not hold is a sentence with what was found", () => {
  const bench = new Bench("/nowhere", () => undefined);
  bench.row({ port: 1, connects: true });
  const title = { en: "It is refused", "zh-cn": "被拒绝" };
  const where = { port: 1 };
  expect(() =>
    bench.check("refused", title, { where, column: "connects", is: { exactly: false } }),
  ).toThrow("check refused (It is refused) does not hold: connects is true");
  bench.check("connects", title, { where, column: "connects", is: { exactly: true } });
  expect(bench.checks.map(({ id }) => id)).toEqual(["connects"]);
});
