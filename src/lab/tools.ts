import { spawnSync } from "node:child_process";
import { Sentence } from "./sentence.ts";

/** How each program tells its version, and the Debian package that brings it. */
const TOOLS: Record<string, { ask: string[]; debian: string }> = {
  chromium: { ask: ["--version"], debian: "chromium" },
  awk: { ask: ["-W", "version"], debian: "mawk" },
  bash: { ask: ["--version"], debian: "bash" },
  depmod: { ask: ["--version"], debian: "kmod" },
  go: { ask: ["version"], debian: "golang-go" },
  ip: { ask: ["-V"], debian: "iproute2" },
  modprobe: { ask: ["--version"], debian: "kmod" },
  "nc.openbsd": { ask: ["-h"], debian: "netcat-openbsd" },
  ncat: { ask: ["--version"], debian: "ncat" },
  "qemu-system-x86_64": { ask: ["--version"], debian: "qemu-system-x86" },
  nft: { ask: ["--version"], debian: "nftables" },
  setpriv: { ask: ["--version"], debian: "util-linux" },
  socat: { ask: ["-V"], debian: "socat" },
  ss: { ask: ["-V"], debian: "iproute2" },
  strace: { ask: ["--version"], debian: "strace" },
  sysctl: { ask: ["--version"], debian: "procps" },
  tcpdump: { ask: ["--version"], debian: "tcpdump" },
  perl: { ask: ["-e", "print $^V"], debian: "perl-base" },
  unshare: { ask: ["--version"], debian: "util-linux" },
  watch: { ask: ["--version"], debian: "procps" },
};

/** What every experiment needs. */
export const ALWAYS = ["unshare", "ip", "bash", "ss", "tcpdump"];

/** The Debian package that brings a program. */
export const packageOf = (tool: string): string => TOOLS[tool]?.debian ?? tool;

/** The line in which a program tells its version, or null where it is not installed. */
export function versionOf(tool: string): string | null {
  const { error, stdout, stderr } = spawnSync(tool, TOOLS[tool]?.ask ?? ["--version"], {
    encoding: "utf8",
  });
  return error
    ? null
    : ((stdout || stderr).split("\n").find((line) => /\d/.test(line)) ?? "").trim();
}

/** Versions of the tools, by name. Throws a Sentence that says what to install. */
export function requireTools(tools: readonly string[]): Record<string, string> {
  const versions = tools.map((tool) => [tool, versionOf(tool)] as const);
  const missing = versions.filter(([, version]) => version === null).map(([tool]) => tool);
  if (missing.length === 0) return Object.fromEntries(versions) as Record<string, string>;
  throw new Sentence(notFound(missing));
}

/** What is not installed of these, as a sentence with the remedy; null when all is there. */
export function lacking(tools: readonly string[]): string | null {
  const missing = tools.filter((tool) => versionOf(tool) === null);
  return missing.length > 0 ? notFound(missing) : null;
}

/** What to do about programs that are not installed. */
export function notFound(missing: readonly string[]): string {
  const packages = [...new Set(missing.map(packageOf))].join(" ");
  return `${missing.join(", ")} not found; on Debian: apt-get install --no-install-recommends ${packages}`;
}
