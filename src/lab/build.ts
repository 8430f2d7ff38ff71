import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../sessions/hash.ts";
import type { SessionFile } from "../sessions/schema.ts";
import { Sentence } from "./sentence.ts";
import { versionOf } from "./tools.ts";

const program = (name: string) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

/** Puts a TypeScript program of the lab into a folder, under its own name, to be run by node. */
export function addScript(folder: string, name: string): SessionFile["programs"][number] {
  symlinkSync(program(name), join(folder, name)); // a link, so that it finds what it imports
  return {
    name,
    source: `src/lab/programs/${name}`,
    sha256: sha256(readFileSync(program(name))),
    built: `node ${name}`,
  };
}

/**
 * Puts `server` into a folder: the article's Go program, compiled; where Go is missing, a script
 * that runs its TypeScript twin.
 * Throws a Sentence with the compiler's words when it does not compile.
 */
export function buildServer(folder: string): SessionFile["programs"][number] {
  const target = join(folder, "server");
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
  const env = { ...process.env, CGO_ENABLED: "0", GO111MODULE: "off", GOFLAGS: "" };
  const built = spawnSync("go", ["build", "-trimpath", "-o", target, source], {
    encoding: "utf8",
    env,
  });
  if (built.status !== 0)
    throw new Sentence(`go could not build ${described.source}: ${built.stderr}`);
  return { ...described, built: "go build -trimpath -o server server.go" };
}
