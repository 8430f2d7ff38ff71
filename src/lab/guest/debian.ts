import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sentence } from "../sentence.ts";
import { choose, type KernelSource } from "./kernels.ts";

const KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * Downloads the newest packages of a kernel with apt-get, into lists and folders of its own: the
 * system's package lists stay as they are.
 * @param folder an empty folder to work in
 * Returns the paths of the .deb files. Throws a Sentence when they cannot be had.
 */
export function downloadKernel(name: string, source: KernelSource, folder: string): string[] {
  const { archive, suite } = source;
  for (const inner of ["state/lists/partial", "cache/archives/partial", "debs"])
    mkdirSync(join(folder, inner), { recursive: true });
  const list = join(folder, "sources.list");
  writeFileSync(
    list,
    `deb [signed-by=${KEYS} arch=amd64] http://deb.debian.org/${archive} ${suite} main\n`,
  );
  const settings = {
    "Dir::State": join(folder, "state"),
    "Dir::Cache": join(folder, "cache"),
    "Dir::Etc::SourceList": list,
    "Dir::Etc::SourceParts": "/dev/null",
    "APT::Sandbox::User": "root", // whose folder this is
    "Acquire::Languages": "none",
    "Acquire::Retries": "1",
    "Acquire::http::Timeout": "20",
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  const apt = (program: "apt-get" | "apt-cache", ...words: string[]): string => {
    const { error, status, stdout, stderr } = spawnSync(program, [...words, "-qq", ...options], {
      cwd: join(folder, "debs"),
      encoding: "utf8",
    });
    const cannot = `Linux ${name} cannot be had: it comes from Debian's ${suite}`;
    if (error) throw new Sentence(`${cannot}, and there is no ${program} here; use a Debian`);
    if (status !== 0)
      throw new Sentence(
        `${cannot}, and "${program} ${words.join(" ")}" failed: ${stderr.trim().split("\n")[0]}; is there a network, and ${KEYS} (package debian-archive-keyring)?`,
      );
    return stdout;
  };

  apt("apt-get", "update", "--error-on=any");
  const packages = choose(source, apt("apt-cache", "pkgnames", "linux-").split("\n"));
  if (!packages)
    throw new Sentence(
      `Linux ${name} cannot be had: Debian's ${suite} has no package that matches ${source.packages.join(" and ")} any more`,
    );
  apt("apt-get", "download", ...packages);
  return readdirSync(join(folder, "debs")).map((file) => join(folder, "debs", file));
}
