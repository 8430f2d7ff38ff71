/**
 * Installs what the tests need beyond npm: on Debian as root through apt-get; elsewhere it says what
 * is missing and which tests do without it.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { experiments } from "../src/lab/experiments/index.ts";
import { NEEDED } from "../src/lab/guest/guest.ts";
import { ALWAYS, packageOf } from "../src/lab/tools.ts";
import { chromium, firefox, webkit } from "./site/engines/installed.ts";

/** What boots other kernels, which are for x86-64. */
const others = process.arch === "x64" ? NEEDED : [];

/** Everything the experiments and the oracle use, the compiler of the article's program, and what boots other kernels. */
const programs = [
  ...new Set([...ALWAYS, ...experiments.flatMap(({ tools }) => tools), "go", "perl", ...others]),
];

const onPath = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));

const needed = process.platform === "linux" ? programs : [];
const missing = needed.filter((program) => !onPath(program)).map(packageOf);
if (chromium() === null) missing.push("chromium");
if (firefox() === null) missing.push("firefox-esr");
if (process.platform === "linux" && webkit() === null)
  missing.push("webkit2gtk-driver", "xvfb", "xauth");
const packages = [...new Set(missing)];

if (packages.length > 0) {
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    console.log(`Installing ${packages.join(", ")} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const quiet = {
      env,
      stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"],
    };
    execFileSync("apt-get", ["update", "-qq"], quiet);
    execFileSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", ...packages],
      quiet,
    );
  } else
    console.log(
      `Not installed: ${packages.join(", ")}. Install them (CHROMIUM_PATH, FIREFOX_PATH and WEBKITDRIVER_PATH may name browsers and their driver); tests that need them will say so.`,
    );
}
