import { Sentence } from "../sentence.ts";

/** Where Debian keeps a kernel, and how the packages it comes in are called. */
export interface KernelSource {
  readonly archive: "debian" | "debian-security";
  readonly suite: string;
  /** One per package that is needed; what the first brackets hold must be the same in all. */
  readonly packages: readonly RegExp[];
}

/** Kernels that can be booted beside the running one: Debian's own, made for virtual machines. */
export const kernels = {
  "5.10": {
    archive: "debian-security",
    suite: "bullseye-security",
    packages: [/^linux-image-(5\.10\.0-\d+)-cloud-amd64$/],
  },
  "6.1": {
    archive: "debian-security",
    suite: "bookworm-security",
    packages: [/^linux-image-(6\.1\.0-\d+)-cloud-amd64$/],
  },
  "6.12": {
    archive: "debian-security",
    suite: "bookworm-security",
    packages: [/^linux-image-(6\.12\.\d+\+deb12)-cloud-amd64$/],
  },
  "7.3": {
    archive: "debian",
    suite: "trixie-backports",
    // Since 7.2, linux-image-… is empty and depends on these two.
    packages: [
      /^linux-binary-(7\.3\.\d+\+deb13)-cloud-amd64$/,
      /^linux-modules-(7\.3\.\d+\+deb13)-cloud-amd64$/,
    ],
  },
} as const satisfies Record<string, KernelSource>;

/** The name of a kernel that can be booted. */
export type GuestKernel = keyof typeof kernels;

/** The kernel of that name. Throws a Sentence that lists the names there are. */
export function guestKernel(name: string): GuestKernel {
  if (Object.hasOwn(kernels, name)) return name as GuestKernel;
  const names = Object.keys(kernels).join(", ");
  throw new Sentence(`there is no kernel "${name}"; name one of ${names}, or running`);
}

/**
 * The newest packages among those of a suite that bring this kernel, one for each pattern.
 * Null when the suite has no version for which all are there.
 */
export function choose(
  source: Pick<KernelSource, "packages">,
  suite: readonly string[],
): string[] | null {
  const [first, ...others] = source.packages.map(
    (pattern) => new Map(suite.map((name) => [pattern.exec(name)?.[1], name])),
  );
  const versions = [...(first?.keys() ?? [])]
    .filter((version) => version !== undefined)
    .filter((version) => others.every((found) => found.has(version)))
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const newest = versions.at(-1);
  if (newest === undefined) return null;
  return [first, ...others].map((found) => found?.get(newest) ?? "");
}
