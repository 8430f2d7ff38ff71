import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Tree } from "./tree.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What runs in a guest; the rest of src/ makes pages. */
const PARTS = ["lab", "sessions", "model", "oracle"].map((part) => join(ROOT, "src", part));

/** A package named in an import that is more than one of types. */
const IMPORT = /^import (?!type\b)[^"]*? from "((?:@[\w-]+\/)?[\w-]+)"/gm;

/** Packages of experiments that no guest plays. */
const LEFT_OUT = ["puppeteer-core"];

interface Package {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Adds the project's own programs, and of node_modules what they import. */
export function addProject(tree: Tree, path: string): void {
  const folder = (name: string) => join(ROOT, "node_modules", name);
  const packages = new Set<string>();
  const add = (name: string) => {
    if (packages.has(name) || LEFT_OUT.includes(name) || !existsSync(folder(name))) return;
    packages.add(name);
    const text = readFileSync(join(folder(name), "package.json"), "utf8");
    const { dependencies, optionalDependencies } = JSON.parse(text) as Package;
    Object.keys({ ...dependencies, ...optionalDependencies }).forEach(add);
  };
  const parts = PARTS.filter((part) => existsSync(part));
  const sources = parts.flatMap((part) =>
    readdirSync(part, { recursive: true, encoding: "utf8" }).map((name) => join(part, name)),
  );
  for (const source of sources.filter((name) => name.endsWith(".ts")))
    for (const [, name] of readFileSync(source, "utf8").matchAll(IMPORT)) if (name) add(name);

  const copy = (from: string) => tree.copy(from, path + from.slice(ROOT.length - 1));
  copy(join(ROOT, "package.json"));
  for (const part of parts) copy(part);
  for (const name of packages) copy(folder(name));
}
