import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../sessions/hash.ts";
import type { Program } from "../sessions/schema.ts";
import { Sentence } from "./sentence.ts";
import { packageOf, versionOf } from "./tools.ts";

/** A folder of programs compiled on another machine, with the compiler's version in the file `go`. */
const built = (): string | undefined => process.env.LAB_BUILT;

const pathOf = (source: string) => fileURLToPath(new URL(`programs/${source}`, import.meta.url));

/**
 * Puts a program into a folder, under its source's name without the ending.
 *
 * - TypeScript: a script that runs it on the Node that runs the lab.
 * - Go: compiled; taken from the folder LAB_BUILT where that is named, for machines without Go; where
 *   there is neither, the TypeScript program of the same name, should there be one.
 *
 * @param source a file in src/lab/programs, such as `server.go`
 * Throws a Sentence when there is no compiler, or with its words when it does not compile.
 */
export function build(source: string, folder: string): Program {
  if (source.endsWith(".ts")) return script(source, folder);
  const name = basename(source, ".go");
  const target = join(folder, name);
  const ready = built();
  if (ready !== undefined) {
    copyFileSync(join(ready, name), target);
    chmodSync(target, 0o755);
  } else if (versionOf("go") !== null) compile(source, target);
  else if (existsSync(pathOf(`${name}.ts`))) return script(`${name}.ts`, folder);
  else
    throw new Sentence(
      `go not found, which compiles ${source}; on Debian: apt-get install --no-install-recommends ${packageOf("go")}`,
    );
  return described(source, `go build -trimpath -o ${name} ${source}`);
}

function compile(source: string, target: string): void {
  const ours = { CGO_ENABLED: "0", GO111MODULE: "off", GOFLAGS: "", GOTMPDIR: dirname(target) };
  const env = { ...process.env, ...ours }; // its temporary files end with the folder
  const { status, stderr } = spawnSync("go", ["build", "-trimpath", "-o", target, pathOf(source)], {
    encoding: "utf8",
    env,
  });
  if (status !== 0) throw new Sentence(`go could not build ${source}: ${stderr}`);
}

function script(source: string, folder: string): Program {
  const target = join(folder, basename(source, ".ts"));
  writeFileSync(target, `#!/bin/sh\nexec '${process.execPath}' '${pathOf(source)}' "$@"\n`);
  chmodSync(target, 0o755);
  return described(source, `node ${source}`);
}

const described = (source: string, built: string): Program => ({
  name: basename(source, extname(source)),
  source: `src/lab/programs/${source}`,
  sha256: sha256(readFileSync(pathOf(source))),
  built,
});

/**
 * Puts a TypeScript program into a folder under its own name, for a reader to run by node.
 * @param source a file in src/lab/programs, such as `server.ts`
 */
export function addScript(source: string, folder: string): Program {
  symlinkSync(pathOf(source), join(folder, source)); // a link, so that it finds what it imports
  return { ...described(source, `node ${source}`), name: source };
}

/**
 * Compiles programs into a folder that LAB_BUILT can name where there is no Go.
 * Returns false where Go is missing here too: their TypeScript twins need no building.
 */
export function prebuild(sources: readonly string[], folder: string): boolean {
  const version = versionOf("go");
  if (version === null) return false;
  for (const source of sources.filter((one) => one.endsWith(".go"))) build(source, folder);
  writeFileSync(join(folder, "go"), version);
  return true;
}

/** The versions of what built or runs programs, where it is known here. */
export function builders(programs: readonly Program[]): Record<string, string> {
  const used = (ending: string) => programs.some(({ source }) => source.endsWith(ending));
  const ready = built();
  const compiler = () => (ready ? readFileSync(join(ready, "go"), "utf8") : versionOf("go"));
  const go = used(".go") ? compiler() : null;
  return { ...(go !== null && { go }), ...(used(".ts") && { node: `Node.js ${process.version}` }) };
}
