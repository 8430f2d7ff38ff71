import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../sessions/hash.ts";
import type { SessionFile } from "../sessions/schema.ts";
import { Sentence } from "./sentence.ts";
import { versionOf } from "./tools.ts";

const program = (name: string) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

type Program = SessionFile["programs"][number];

/** Programs built on another machine, for one without a compiler: `server` and `server.json`. */
const PREBUILT = process.env.LAB_PREBUILT;

/** What server.json says. */
interface Prebuilt {
  readonly program: Program;
  readonly compiler: Record<string, string>;
}

const prebuilt = (folder: string): Prebuilt =>
  JSON.parse(readFileSync(join(folder, "server.json"), "utf8")) as Prebuilt;

/**
 * Builds the server into a folder that LAB_PREBUILT can name where there is no compiler.
 * Returns false where Go is missing: a script needs no building.
 */
export function prebuildServer(folder: string): boolean {
  if (versionOf("go") === null) return false;
  const program = buildServer(folder);
  const about: Prebuilt = { program, compiler: compilerOf([program]) };
  writeFileSync(join(folder, "server.json"), JSON.stringify(about));
  return true;
}

/** The compiler that built these programs, with its version; none for scripts. */
export function compilerOf(programs: readonly Program[]): Record<string, string> {
  if (!programs.some(({ source }) => source.endsWith(".go"))) return {};
  return PREBUILT ? prebuilt(PREBUILT).compiler : { go: versionOf("go") ?? "" };
}

/**
 * Puts `server` into a folder: the article's Go program, compiled; where Go is missing, a script
 * that runs its TypeScript twin.
 * Throws a Sentence with the compiler's words when it does not compile.
 */
export function buildServer(folder: string): Program {
  const target = join(folder, "server");
  if (PREBUILT) {
    copyFileSync(join(PREBUILT, "server"), target);
    return prebuilt(PREBUILT).program;
  }
  const name = versionOf("go") === null ? "server.ts" : "server.go";
  const source = program(name);
  const described = {
    name: "server",
    source: `src/lab/programs/${name}`,
    sha256: sha256(readFileSync(source)),
  };
  if (name === "server.ts") {
    writeFileSync(target, `#!/bin/sh\nexec '${process.execPath}' '${source}'\n`);
    chmodSync(target, 0o755);
    return { ...described, built: "node server.ts" };
  }
  const ours = { CGO_ENABLED: "0", GO111MODULE: "off", GOFLAGS: "", GOTMPDIR: folder };
  const env = { ...process.env, ...ours }; // its temporary files end with the folder
  const built = spawnSync("go", ["build", "-trimpath", "-o", target, source], {
    encoding: "utf8",
    env,
  });
  if (built.status !== 0)
    throw new Sentence(`go could not build ${described.source}: ${built.stderr}`);
  return { ...described, built: "go build -trimpath -o server server.go" };
}
